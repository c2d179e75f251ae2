/**
 * The types of the SDK as a package has them: the declarations that its entries reach, in one file,
 * without the rest of `primitives` and `protocol`.
 *
 * In the workspace the fields of a service are computed from its declaration. A user's editor would show
 * that computation, and the declarations are 400 kB; so the results are written out, with the meaning of
 * each field.
 */
import { join } from 'node:path';
import { root } from '../install.mjs';
import { ts } from './compilers.mjs';
import { sdkEntries } from './sdk-entries.mjs';
import { wireFields, wireFile } from './sdk-wire-types.mjs';

const dist = join(root, 'packages/sdk/dist');

/**
 * Reads the compiled declarations. The result has `declarations`, sorted by name, each with its `name` and
 * `text`; `imports`, Node's module → names; and `entries`, name → what it exports, with `isType`.
 */
export async function rollUpTypes() {
  const files = sdkEntries.map(({ source }) => join(dist, `${source}.d.ts`));
  const wire = await wireFile(dist);
  const program = createProgram([...files, wire.path], wire);
  const checker = program.getTypeChecker();
  const collected = new Collected(checker, wireFields(program, checker, wire));
  const entries = new Map();
  sdkEntries.forEach(({ name }, index) => {
    const source = program.getSourceFile(files[index]);
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
    const exported = symbols.map((symbol) => {
      const exportedName = String(symbol.escapedName);
      if (collected.nameOf(symbol) !== exportedName)
        throw new Error(`${name} exports ${exportedName}, which has another name inside`);
      return { name: exportedName, isType: !isExportedValue(symbol, collected.declared(symbol)) };
    });
    entries.set(name, exported.sort(byName));
  });
  const declarations = [...collected.texts()].sort(byName);
  return { declarations, imports: collected.imports, entries };
}

const byName = (left, right) => (left.name < right.name ? -1 : 1);

/** A class that is exported as a type only is no value. */
const isExportedValue = (symbol, declared) =>
  (declared.flags & ts.SymbolFlags.Value) !== 0 &&
  !symbol.declarations.some(
    (each) => ts.isExportSpecifier(each) && (each.isTypeOnly || each.parent.parent.isTypeOnly),
  );

function createProgram(files, virtual) {
  const options = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (path) => path === virtual.path || fileExists(path);
  host.getSourceFile = (path, ...rest) =>
    path === virtual.path
      ? ts.createSourceFile(path, virtual.text, ts.ScriptTarget.ES2023, true)
      : getSourceFile(path, ...rest);
  return ts.createProgram(files, options, host);
}

/** The declarations that are needed, found from one to the next. */
class Collected {
  imports = new Map();
  #checker;
  #written;
  #names = new Map();
  #texts = new Map();

  constructor(checker, written) {
    this.#checker = checker;
    this.#written = written;
  }

  /** The symbol behind imports and exports. */
  declared(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The name of a declaration in the file; collects it. */
  nameOf(symbol) {
    const declared = this.declared(symbol);
    const known = this.#names.get(declared);
    if (known !== undefined) return known;
    const name = this.#freeName(String(declared.escapedName));
    this.#names.set(declared, name);
    const parts = this.#written.get(name) ?? declared.declarations.map(statementOf);
    const text = parts
      .map((part) => (typeof part === 'string' ? this.#linked(part) : this.#rewritten(part)))
      .join('\n');
    this.#texts.set(name, text);
    return name;
  }

  *texts() {
    for (const [name, text] of this.#texts) yield { name, text };
  }

  #freeName(name) {
    const taken = new Set(this.#names.values());
    if (!taken.has(name)) return name;
    let count = 2;
    while (taken.has(`${name}${count}`)) count += 1;
    return `${name}${count}`;
  }

  /** A text that was written out names its declarations itself. */
  #linked(text) {
    for (const symbol of this.#written.refersTo(text)) this.nameOf(symbol);
    return text;
  }

  /** The text of a statement, with each reference under its name in this file. */
  #rewritten(statement) {
    const source = statement.getSourceFile();
    const edits = [];
    const visit = (node) => {
      if (ts.isImportTypeNode(node) && node.qualifier) {
        const symbol = this.#checker.getSymbolAtLocation(node.qualifier);
        const start = node.getStart(source);
        const name = this.#reference(symbol, node) ?? node.qualifier.getText(source);
        edits.push({
          start,
          end: node.qualifier.end,
          text: node.isTypeOf ? `typeof ${name}` : name,
        });
        node.typeArguments?.forEach(visit);
        return;
      }
      if (ts.isIdentifier(node)) this.#renamed(node, source, edits);
      ts.forEachChild(node, visit);
    };
    visit(statement);
    return applied(statement, source, edits);
  }

  #renamed(node, source, edits) {
    const symbol = this.#checker.getSymbolAtLocation(node);
    if (!symbol) return;
    const name = this.#reference(symbol, node);
    if (name === undefined || name === node.text) return;
    edits.push({ start: node.getStart(source), end: node.end, text: name });
  }

  /** The name of a declaration of ours; undefined for members, parameters and what TypeScript has. */
  #reference(symbol, node) {
    const declared = this.declared(symbol);
    const [declaration] = declared.declarations ?? [];
    if (!declaration) throw new Error(`no declaration of ${node.getText()}`);
    if (isOfNode(declaration)) {
      this.#import(symbol, node);
      return undefined;
    }
    if (isOfTypeScript(declaration)) return undefined;
    if (!isOurs(declaration))
      throw new Error(`${node.getText()} is a type of a library, which a package would need`);
    return topLevel(declaration) ? this.nameOf(declared) : undefined;
  }

  #import(symbol, node) {
    const specifier = symbol.declarations?.find(ts.isImportSpecifier);
    if (!specifier) return;
    const from = specifier.parent.parent.parent.moduleSpecifier.text;
    if ((specifier.propertyName ?? specifier.name).text !== node.text)
      throw new Error(`${node.text}: an import of ${from} under another name`);
    this.imports.set(from, new Set([...(this.imports.get(from) ?? []), node.text]));
  }
}

const fileOf = (node) => node.getSourceFile().fileName;
const isOfNode = (node) => fileOf(node).includes('/node_modules/@types/node/');
const isOfTypeScript = (node) => /\/lib\/lib\.[\w.]+\.d\.ts$/.test(fileOf(node));
const isOurs = (node) => !fileOf(node).includes('/node_modules/');

/** The statement of a module that makes the declaration, if one does. */
function topLevel(declaration) {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return ts.isSourceFile(statement.parent) && !ts.isImportDeclaration(statement)
    ? statement
    : undefined;
}

function statementOf(declaration) {
  const statement = topLevel(declaration);
  if (!statement) throw new Error(`not a declaration of a module: ${declaration.getText()}`);
  return statement;
}

/** The statement with its comment, without `export`, and with the edits. */
function applied(statement, source, edits) {
  const start = statement.getStart(source, true);
  const words = statement.modifiers ?? [];
  const isTyped = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const own = words.map((word) => ({ start: word.getStart(source), end: word.end + 1, text: '' }));
  const first = own[0]?.start ?? statement.getStart(source);
  if (!isTyped) own.push({ start: first, end: first, text: 'declare ' });
  let text = source.text.slice(start, statement.end);
  const inOrder = [...edits, ...own].sort(
    (left, right) => right.start - left.start || right.end - left.end,
  );
  for (const edit of inOrder) {
    text = text.slice(0, edit.start - start) + edit.text + text.slice(edit.end - start);
  }
  return text;
}
