import { type Language, say } from '../../language/language.ts';
import { isAtLeast } from '../../rule/level.ts';
import type { CaseFinding } from './finding-links.ts';
import type { TriedObject } from './planted-objects.ts';

/** Techniques by which somebody becomes somebody else's session. */
export const sessionTheft = /^attack\.t(1539|1550(\.\d+)?|1185)$/;
/** Tactics by which somebody gets into an account. */
const takingOver: readonly string[] = [
  'attack.credential-access',
  'attack.initial-access',
  'attack.lateral-movement',
];

/** Clauses in a title about what was left behind; of more there is only the number. */
const mostClauses = 2;

/** Whether a finding says that somebody else acts as its actor, who is a person. */
export function isTakeover({ severity, rule, actor }: CaseFinding): boolean {
  if (actor?.type && actor.type.toLowerCase() !== 'user') return false;
  return isAtLeast(severity, 'high') && rule.tags.some((tag) => takingOver.includes(tag));
}

/** A name that a reader knows a person by. */
export function personName(actor: CaseFinding['actor']): string | undefined {
  return actor?.displayName || actor?.login || actor?.id || undefined;
}

/** What a case is about, in one sentence without a full stop. It quotes names from the log: hostile text. */
export function titleOf(
  attack: readonly CaseFinding[],
  planted: readonly TriedObject[],
  tried: readonly TriedObject[],
  victim: CaseFinding['actor'],
  language: Language,
): string {
  const takeover = attack.filter(isTakeover);
  const login = victim?.login ?? undefined;
  const clause = { login, language };
  const left =
    planted.length > 0
      ? clausesOf(planted, clauseOf, clause)
      : clausesOf(tried, triedClauseOf, clause);
  const who = personName(victim);
  if (takeover.length === 0 || who === undefined) return worstTitle(attack);
  const isSession = takeover.some(({ rule }) => rule.tags.some((tag) => sessionTheft.test(tag)));
  const lead = say(language, isSession ? 'title.session' : 'title.account', { who });
  return [lead, ...left].join(language.texts['title.clauses']);
}

function worstTitle(attack: readonly CaseFinding[]): string {
  const [first, ...others] = attack as readonly [CaseFinding, ...CaseFinding[]];
  return others.reduce((worst, one) => {
    return isAtLeast(worst.severity, one.severity) ? worst : one;
  }, first).title;
}

/** What clauses are told with: the victim's login, so that names can be short. */
interface ClauseTelling {
  readonly login: string | undefined;
  readonly language: Language;
}

/** A clause for each object, up to a limit. */
function clausesOf(
  objects: readonly TriedObject[],
  clause: (acts: readonly TriedObject[], telling: ClauseTelling) => string,
  telling: ClauseTelling,
): readonly string[] {
  const byObject = new Map<string, TriedObject[]>();
  for (const one of objects) {
    const key = `${isAccount(one) ? 'account' : one.kind} ${one.id ?? one.name}`;
    const acts = byObject.get(key) ?? [];
    byObject.set(key, acts);
    acts.push(one);
  }
  const clauses = [...byObject.values()].map((acts) => clause(acts, telling));
  const count = clauses.length - mostClauses;
  if (count <= 0) return clauses;
  return [...clauses.slice(0, mostClauses), say(telling.language, 'title.more', { count })];
}

function isAccount({ kind }: TriedObject): boolean {
  return kind === 'account' || kind === 'administrator';
}

/** `the account eve was created and made administrator` */
function clauseOf(acts: readonly TriedObject[], { login, language }: ClauseTelling): string {
  const [first] = acts as readonly [TriedObject];
  const name = shortName(first.name ?? first.id ?? '', login);
  const verbOf = ({ verb }: TriedObject): string => say(language, `verb.${verb}`);
  if (!isAccount(first)) {
    if (first.kind === 'authenticator') return say(language, 'title.enrolled', { name });
    const verbs = [...new Set(acts.map(verbOf))].join(language.texts['list.and']);
    return say(language, 'title.planted', {
      kind: say(language, `kind.${first.kind}`),
      name,
      verbs,
    });
  }
  const account = acts.find(({ kind }) => kind === 'account');
  if (!account) return say(language, 'title.madeAdministrator', { name });
  const isAdministrator = acts.some(({ kind }) => kind === 'administrator');
  const told = isAdministrator ? 'title.administratorPlanted' : 'title.accountPlanted';
  return say(language, told, { name, verb: verbOf(account) });
}

/** `an attempt to make eve administrator failed` */
function triedClauseOf(acts: readonly TriedObject[], { login, language }: ClauseTelling): string {
  const [first] = acts as readonly [TriedObject];
  const name = shortName(first.name ?? first.id ?? '', login);
  return acts.some(({ kind }) => kind === 'administrator')
    ? say(language, 'title.triedAdministrator', { name })
    : say(language, 'title.tried', { kind: say(language, `kind.${first.kind}`), name });
}

/** A login without its domain, if that is the victim's as well. */
function shortName(name: string, victimLogin: string | undefined): string {
  const domain = victimLogin?.slice(victimLogin.lastIndexOf('@'));
  const isSame = domain?.startsWith('@') && name.endsWith(domain) && name.length > domain.length;
  return isSame ? name.slice(0, -(domain as string).length) : name;
}
