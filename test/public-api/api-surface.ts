import { join } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import {
  API,
  type Symbol as ApiSymbol,
  NodeBuilderFlags,
  type Project,
  SymbolFlags,
} from 'typescript/unstable/sync';

const root = join(import.meta.dirname, '..', '..');
const config = join(import.meta.dirname, 'tsconfig.json');

/** What one entry of the package exports. */
export interface EntrySurface {
  /** As it is imported: `oktahunt`, `oktahunt/okta`. */
  readonly entry: string;
  readonly declared: readonly Declared[];
}

/** One export. */
export interface Declared {
  readonly name: string;
  /** What it is, as its declaration says, without comments; of what is opaque nothing but its name. */
  readonly text: string;
  /** Members, or itself, of which no sentence says what they are; by their path. */
  readonly undocumented: readonly string[];
  /** Types that it names and no entry exports. */
  readonly hidden: readonly string[];
}

/** Said of a type whose members nobody outside may rely on. */
const opaqueMark = 'Its inside is no part of the public API.';

/** The public API as the built declarations have it; `dist/` must be up to date. */
export function readSurface(entries: Readonly<Record<string, string>>): readonly EntrySurface[] {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!project) throw new Error(`${config} is no project`);
    const exported = Object.entries(entries).map(([entry, file]) => {
      return { entry, symbols: exportsOf(join(root, file), project) };
    });
    const known = new Set(exported.flatMap(({ symbols }) => [...symbols.values()].map(idOf)));
    return exported.map(({ entry, symbols }) => ({
      entry,
      declared: [...symbols]
        .map(([name, symbol]) => describe(name, symbol, known, project))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }));
  } finally {
    api.close();
  }
}

function exportsOf(file: string, project: Project): ReadonlyMap<string, ApiSymbol> {
  const { program, checker } = project;
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is not there: npm run build`);
  const found = checker.getExportsOfModule(module);
  return new Map(found.map((symbol) => [symbol.name, checker.getAliasedSymbol(symbol)]));
}

/** The same for each way to a declaration. */
function idOf({ declarations, name }: ApiSymbol): string {
  return `${declarations[0]?.path} ${name}`;
}

function describe(
  name: string,
  symbol: ApiSymbol,
  known: ReadonlySet<string>,
  project: Project,
): Declared {
  const nodes = symbol.declarations.flatMap((handle) => handle.resolve(project) ?? []);
  const doc = project.checker.getDocumentationCommentOfSymbol(symbol);
  const own = doc === '' ? [name] : [];
  const kind = SyntaxKind[nodes[0]?.kind ?? SyntaxKind.Unknown]?.replace('Declaration', '') ?? '';
  if (doc.includes(opaqueMark)) {
    return { name, text: `opaque ${kind} ${name}`, undocumented: own, hidden: [] };
  }
  const written = nodes.map((node) => withoutComments(textOf(node))).join('\n');
  const [node] = nodes;
  if (node?.kind === SyntaxKind.TypeAliasDeclaration && written.includes('typeof ')) {
    const type = project.checker.getDeclaredTypeOfSymbol(symbol);
    const values = project.checker.typeToString(
      type,
      undefined,
      NodeBuilderFlags.NoTruncation | NodeBuilderFlags.InTypeAlias,
    );
    return { name, text: `type ${name} = ${values};`, undocumented: own, hidden: [] };
  }
  if (node?.kind === SyntaxKind.VariableDeclaration) {
    return { name, text: written, undocumented: own, hidden: [] };
  }
  const text = written;
  const undocumented = [...own, ...nodes.flatMap((node) => silentMembers(node, name))];
  return { name, text, undocumented, hidden: hiddenTypes(nodes, known, project) };
}

/** The text of a declaration; of a variable that of its statement. */
function textOf(node: Node): string {
  const isVariable = node.kind === SyntaxKind.VariableDeclaration;
  return (isVariable ? (node.parent?.parent ?? node) : node).getText();
}

/** Without comments and what they leave: blank lines. How a function takes its argument apart is its own affair. */
function withoutComments(text: string): string {
  return text
    .replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (token) =>
      token.startsWith('/') ? '' : token,
    )
    .replace(/\n\s*(?=\n)/g, '')
    .replace(/^export (declare )?/, '')
    .replace(/([(,]\s*)\{[^{}]*\}(\??: )/g, '$1_$2');
}

const members: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodDeclaration,
]);

/** Members that have no doc comment, at any depth. What is inherited from the platform has its own. */
function silentMembers(node: Node, path: string): readonly string[] {
  const found: string[] = [];
  const visit = (at: Node, under: string): void => {
    at.forEachChild((child) => {
      if (!members.has(child.kind)) return visit(child, under);
      const key = (child as unknown as { name: Node }).name.getText();
      const below = `${under}.${key}`;
      const lead = child.getFullText().slice(0, child.getStart() - child.getFullStart());
      if (!lead.includes('/**') && !isPrivate(child) && !isGiven(child)) found.push(below);
      visit(child, below);
      return undefined;
    });
  };
  visit(node, path);
  return found;
}

function isPrivate(node: Node): boolean {
  return /^\s*(?:private|#)/.test(node.getText());
}

/** `kind: 'event'` and the `name` of an error say what they are. */
function isGiven(node: Node): boolean {
  const given = /^(?:readonly )?(?:kind|name|schemaVersion)\??(?:: | = )(?:'[^']*'|"[^"]*");$/;
  return given.test(node.getText().trim());
}

/** Types of ours that declarations name and nobody can import. */
function hiddenTypes(
  nodes: readonly Node[],
  known: ReadonlySet<string>,
  { checker }: Project,
): readonly string[] {
  const hidden = new Set<string>();
  const visit = (at: Node): void => {
    if (at.kind === SyntaxKind.Identifier) {
      const isName =
        at.parent?.kind === SyntaxKind.TypeReference ||
        at.parent?.kind === SyntaxKind.ExpressionWithTypeArguments ||
        at.parent?.kind === SyntaxKind.TypeQuery;
      const symbol = isName ? checker.getSymbolAtLocation(at) : undefined;
      const meant = symbol && aliased(symbol, checker);
      if (meant && isOurs(meant) && !known.has(idOf(meant))) hidden.add(meant.name);
    }
    at.forEachChild((child) => visit(child));
  };
  for (const node of nodes) visit(node);
  return [...hidden].sort();
}

function aliased(symbol: ApiSymbol, checker: Project['checker']): ApiSymbol {
  return symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Whether a declaration of ours stands at the top of a file: no type parameter, nothing of a package. */
function isOurs({ declarations }: ApiSymbol): boolean {
  const [first] = declarations;
  return (
    first?.path.includes('/dist/') === true &&
    !first.path.includes('/node_modules/') &&
    first.kind !== SyntaxKind.TypeParameter
  );
}
