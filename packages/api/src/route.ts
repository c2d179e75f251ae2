import type { Static, TObject, TSchema } from '@sinclair/typebox';

type RefusalStatus = 401 | 403 | 404 | 409 | 429 | 503;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route of an API. Its method and path are its name: `GET /admin/partners/:id`. */
export type Route = ObjectRoute | StreamRoute;

interface Asking {
  readonly summary: string;
  readonly params?: TObject;
  /** Query parameters; numbers are written in decimal. */
  readonly query?: TObject;
  /** A JSON object. A field that is `null` counts as absent. */
  readonly body?: TObject;
  /** The refusals of this route, with their HTTP status; `invalid-field` and the like are every route's. */
  readonly errors?: Readonly<Record<string, RefusalStatus | readonly RefusalStatus[]>>;
}

/** Answers one JSON object. */
export interface ObjectRoute extends Asking {
  readonly reply: TSchema;
  /** The HTTP status of a good answer, by default 200. */
  readonly status?: 201;
  readonly stream?: undefined;
}

/** Answers bytes, or events that follow each other. */
export interface StreamRoute extends Asking {
  readonly stream: {
    readonly type: string;
    readonly description: string;
    /** The data of each kind of server-sent event. */
    readonly events?: Readonly<Record<string, TObject>>;
  };
  readonly reply?: undefined;
  readonly status?: undefined;
}

export type Api = Readonly<Record<string, Route>>;

/** The same, with nothing that can be changed. */
export type Fixed<T> = T extends readonly (infer Member)[]
  ? readonly Fixed<Member>[]
  : T extends object
    ? { readonly [Name in keyof T]: Fixed<T[Name]> }
    : T;

type Part<R extends Route, Name extends 'params' | 'query' | 'body'> = R extends {
  readonly [Key in Name]: infer Schema extends TSchema;
}
  ? Fixed<Static<Schema>>
  : undefined;

/** What a handler of the route gets. */
export interface Received<R extends Route> {
  readonly params: Part<R, 'params'>;
  readonly query: Part<R, 'query'>;
  readonly body: Part<R, 'body'>;
}

/** A field that may be left out may be `undefined` too. */
type Loose<Value> = {
  readonly [Name in keyof Value]: Record<never, never> extends Pick<Value, Name>
    ? Value[Name] | undefined
    : Value[Name];
};

type Given<Name extends string, Value> = Value extends undefined
  ? { readonly [Key in Name]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [Key in Name]?: Loose<Value> }
    : { readonly [Key in Name]: Loose<Value> };

/** What a caller of the route says; parts whose fields are all optional may be left out. */
export type Asked<R extends Route> = Given<'params', Part<R, 'params'>> &
  Given<'query', Part<R, 'query'>> &
  Given<'body', Part<R, 'body'>>;

export type Reply<R extends Route> = R extends ObjectRoute ? Fixed<Static<R['reply']>> : never;

/** The names of an API's routes that answer a JSON object. */
export type ObjectName<A extends Api> = {
  [Name in keyof A]: A[Name] extends ObjectRoute ? Name : never;
}[keyof A] &
  string;

/** The names of an API's routes that answer bytes or events. */
export type StreamName<A extends Api> = {
  [Name in keyof A]: A[Name] extends StreamRoute ? Name : never;
}[keyof A] &
  string;
