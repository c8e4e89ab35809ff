import { isAtLeast } from '../../rule/level.ts';
import type { Finding } from '../finding.ts';
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
export function isTakeover({ severity, rule, actor }: Finding): boolean {
  if (actor?.type && actor.type.toLowerCase() !== 'user') return false;
  return isAtLeast(severity, 'high') && rule.tags.some((tag) => takingOver.includes(tag));
}

/** A name that a reader knows a person by. */
export function personName(actor: Finding['actor']): string | undefined {
  return actor?.displayName || actor?.login || actor?.id || undefined;
}

/** What a case is about, in one sentence without a full stop. It quotes names from the log: hostile text. */
export function titleOf(
  attack: readonly Finding[],
  planted: readonly TriedObject[],
  tried: readonly TriedObject[],
  victim: Finding['actor'],
): string {
  const takeover = attack.filter(isTakeover);
  const login = victim?.login ?? undefined;
  const left =
    planted.length > 0
      ? clausesOf(planted, (acts) => clauseOf(acts, login))
      : clausesOf(tried, (acts) => triedClauseOf(acts, login));
  const who = personName(victim);
  if (takeover.length === 0 || who === undefined) return worstTitle(attack);
  const isSession = takeover.some(({ rule }) => rule.tags.some((tag) => sessionTheft.test(tag)));
  const lead = isSession ? `${who}'s session was taken over` : `${who}'s account was taken over`;
  return [lead, ...left].join('; ');
}

function worstTitle(attack: readonly Finding[]): string {
  const [first, ...others] = attack as readonly [Finding, ...Finding[]];
  return others.reduce((worst, one) => {
    return isAtLeast(worst.severity, one.severity) ? worst : one;
  }, first).title;
}

/** A clause for each object, up to a limit. */
function clausesOf(
  objects: readonly TriedObject[],
  clause: (acts: readonly TriedObject[]) => string,
): readonly string[] {
  const byObject = new Map<string, TriedObject[]>();
  for (const one of objects) {
    const key = `${isAccount(one) ? 'account' : one.kind} ${one.id ?? one.name}`;
    const acts = byObject.get(key) ?? [];
    byObject.set(key, acts);
    acts.push(one);
  }
  const clauses = [...byObject.values()].map(clause);
  const more = clauses.length - mostClauses;
  return more <= 0 ? clauses : [...clauses.slice(0, mostClauses), `and ${more} more`];
}

function isAccount({ kind }: TriedObject): boolean {
  return kind === 'account' || kind === 'administrator';
}

/** `the account eve was created and made administrator` */
function clauseOf(acts: readonly TriedObject[], victimLogin: string | undefined): string {
  const [first] = acts as readonly [TriedObject];
  const name = shortName(first.name ?? first.id ?? '', victimLogin);
  if (!isAccount(first)) {
    if (first.kind === 'authenticator') return `an authenticator of ${name} was enrolled`;
    const verbs = [...new Set(acts.map(({ verb }) => verb))];
    return `the ${first.kind} ${name} was ${verbs.join(' and ')}`;
  }
  const account = acts.find(({ kind }) => kind === 'account');
  const isAdministrator = acts.some(({ kind }) => kind === 'administrator');
  if (!account) return `${name} was made administrator`;
  return `the account ${name} was ${account.verb}${isAdministrator ? ' and made administrator' : ''}`;
}

/** `an attempt to make eve administrator failed` */
function triedClauseOf(acts: readonly TriedObject[], victimLogin: string | undefined): string {
  const [first] = acts as readonly [TriedObject];
  const name = shortName(first.name ?? first.id ?? '', victimLogin);
  return acts.some(({ kind }) => kind === 'administrator')
    ? `an attempt to make ${name} administrator failed`
    : `an attempt on the ${first.kind} ${name} failed`;
}

/** A login without its domain, if that is the victim's as well. */
function shortName(name: string, victimLogin: string | undefined): string {
  const domain = victimLogin?.slice(victimLogin.lastIndexOf('@'));
  const isSame = domain?.startsWith('@') && name.endsWith(domain) && name.length > domain.length;
  return isSame ? name.slice(0, -(domain as string).length) : name;
}
