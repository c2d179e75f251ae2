/** Finds the route of a request. Pure. */
export interface Found<Target> {
  readonly target: Target;
  readonly params: Readonly<Record<string, string>>;
}

export interface Router<Target> {
  /** `other-method`: there is the path, but not for this method. */
  find(method: string, path: string): Found<Target> | 'other-method' | undefined;
}

/** `entries`: `GET /orders/:id` and what it leads to. */
export function createRouter<Target>(entries: Iterable<readonly [string, Target]>): Router<Target> {
  const routes = [...entries].map(([name, target]) => {
    const [method = '', path = ''] = name.split(' ');
    return { method, parts: path.split('/'), target };
  });
  return {
    find(method, path) {
      const given = path.split('/');
      const fitting = routes.flatMap((route) => {
        const params = paramsOf(route.parts, given);
        return params ? [{ ...route, params }] : [];
      });
      const found = fitting.find((route) => route.method === method);
      if (found) return { target: found.target, params: found.params };
      return fitting.length > 0 ? 'other-method' : undefined;
    },
  };
}

function paramsOf(parts: readonly string[], given: readonly string[]) {
  if (parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (decoded === undefined || decoded === '') return undefined;
    params[part.slice(1)] = decoded;
  }
  return params;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
