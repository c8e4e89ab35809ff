import type { Language } from '../../language/language.ts';
import { inEnglish } from '../../language/languages.ts';
import { tacticNames } from '../../rule/attack.ts';
import { isAtLeast, type Level, levels, worse } from '../../rule/level.ts';
import type { RecordColumn } from '../../store/record-column.ts';
import { isPlaceholder } from '../../window/dictionary.ts';
import type { FindingPlace } from '../finding.ts';
import { caseVersion } from '../format-version.ts';
import type { Case, CaseAddress, CaseLog, PlantedObject } from './case.ts';
import { adviceFor } from './case-advice.ts';
import { endOf, isStillActive } from './case-end.ts';
import { isTakeover, titleOf } from './case-title.ts';
import type { CaseFinding, CaseMember, LinkedFinding } from './finding-links.ts';
import { byTime, type FindingGroup, groupFindings } from './group-findings.ts';
import { isPrivilege, plantedBy, triedBy } from './planted-objects.ts';
import { isRare } from './ties.ts';

/** So many values of a kind are listed. */
const most = 50;

/** What something left behind counts in a score, and privilege on top of it; a tactic counts 1. */
const persistenceScore = 5;
const privilegeScore = 5;

/**
 * Makes cases of findings, and puts them away in `cases`; gives their places: every finding is in one. The cases that
 * reached most come first, then the most severe, then the most surprising, then the earliest. The same findings and log
 * give the same cases in any order.
 */
export function buildCases(
  found: readonly CaseMember[],
  log: CaseLog,
  cases: Pick<RecordColumn<Case>, 'push'>,
  language: Language = inEnglish,
): readonly number[] {
  const ranked = groupFindings(found, log).map((group): RankedCase => {
    const made = caseOf(group, log, language);
    const { id, score, severity, surprise = 0, when } = made;
    return { place: cases.push(made), id, score, severity, surprise, firstSign: when.firstSign };
  });
  return ranked.sort(mostReachedFirst).map(({ place }) => place);
}

/** What is at hand of a case that was put away. */
interface RankedCase extends Pick<Case, 'id' | 'score' | 'severity'> {
  readonly place: number;
  readonly surprise: number;
  readonly firstSign: string;
}

function mostReachedFirst(a: RankedCase, b: RankedCase): number {
  return (
    b.score - a.score ||
    levels.indexOf(b.severity) - levels.indexOf(a.severity) ||
    b.surprise - a.surprise ||
    compare(a.firstSign, b.firstSign) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A case is told by its findings of medium severity or higher, if it has any: weaker ones belong to it, but
 * say nothing of when it began, who it is about and what was left behind.
 */
function caseOf({ attack: all, cleanUp }: FindingGroup, log: CaseLog, language: Language): Case {
  const grave = all.filter(isSerious);
  const told = grave.length > 0 ? grave : all;
  const attack = told.map((one) => one.linked());
  const findings = attack.map(({ finding }) => finding);
  const planted = plantedBy(attack, log);
  const actors = actorsOf(findings);
  const sessions = distinct(attack.flatMap(({ links }) => links.sessions));
  const reached = new Set(findings.filter(isSerious).flatMap(tacticsOf));
  const tactics = tacticNames.filter((name) => reached.has(name));
  const when = {
    firstSign: findings.map(({ when }) => when.firstEvent).sort()[0] as string,
    lastSign: findings
      .map(({ when }) => when.lastEvent)
      .sort()
      .at(-1) as string,
  };
  const ended = endOf({ actors, planted, when }, log);
  return {
    kind: 'case',
    schemaVersion: caseVersion,
    id: `okc_${(findings[0] as CaseFinding).fingerprint.slice(5, 17)}`,
    title: titleOf(findings, planted, triedBy(attack), victimOf(findings), language),
    severity: severityOf(findings, planted),
    score: scoreOf(tactics.length, planted, findings),
    ...surpriseOf(told),
    tactics: [...tactics],
    when,
    stillActive: isStillActive({ sessions, planted, ended }, log),
    entities: {
      actors: actors.slice(0, most),
      sessions: sessions.slice(0, most),
      devices: distinct(attack.flatMap(({ links }) => links.devices)).slice(0, most),
      addresses: addressesOf(attack, log).slice(0, most),
      planted: planted.slice(0, most),
    },
    ended,
    findings: [...all, ...cleanUp].sort(byTime).map(({ fingerprint }) => fingerprint),
    cleanUp: cleanUp.map(({ fingerprint }) => fingerprint),
    do: adviceFor(findings, planted, language),
  };
}

function isSerious({ severity }: Pick<CaseFinding, 'severity'>): boolean {
  return isAtLeast(severity, 'medium');
}

function tacticsOf({ rule }: CaseFinding): readonly string[] {
  return rule.tags.map((tag) => tag.replace(/^attack\./, ''));
}

/** Who was taken over; if nobody was, who did the worst. */
function victimOf(findings: readonly CaseFinding[]): CaseFinding['actor'] {
  const worst = findings.reduce((a, b) => (isAtLeast(a.severity, b.severity) ? a : b));
  return (findings.find((one) => isTakeover(one) && one.actor) ?? worst).actor;
}

/** Something left behind after a takeover is critical, unless one event alone says both: that can be misread. */
function severityOf(findings: readonly CaseFinding[], planted: readonly PlantedObject[]): Level {
  const signs = new Set(findings.map(({ evidence }) => evidence.decisive));
  if (planted.length > 0 && findings.some(isTakeover) && signs.size > 1) return 'critical';
  return findings.map(({ severity }) => severity).reduce(worse);
}

function scoreOf(
  tactics: number,
  planted: readonly PlantedObject[],
  findings: readonly CaseFinding[],
): number {
  if (!findings.some(isSerious)) return 0;
  const persistence = planted.length > 0 ? persistenceScore : 0;
  return tactics + persistence + (planted.some(isPrivilege) ? privilegeScore : 0);
}

/** How surprising its most surprising finding is, if that is known of any. */
function surpriseOf(findings: readonly CaseMember[]): Pick<Case, 'surprise'> {
  const known = findings.flatMap(({ surprise }) => surprise ?? []);
  return known.length > 0 ? { surprise: Math.max(...known) } : {};
}

function actorsOf(findings: readonly CaseFinding[]): Case['entities']['actors'] {
  const byId = new Map<string, NonNullable<CaseFinding['actor']>>();
  for (const { actor } of findings) {
    const key = [actor?.id, actor?.login].find((name) => name && !isPlaceholder(name));
    if (actor && key && !byId.has(key)) byId.set(key, actor);
  }
  return [...byId.values()];
}

/** Where the findings' events came from; neighbours that only explain are left out. */
function addressesOf(attack: readonly LinkedFinding[], log: CaseLog): readonly CaseAddress[] {
  const found = new Map<string, CaseAddress>();
  for (const { finding, links } of attack) {
    for (const ip of links.addresses) {
      if (found.has(ip)) continue;
      const place = finding.where.find((one) => one.ip === ip);
      if (place) found.set(ip, { ...networkOf(place), shared: !isRare('address', ip, log) });
    }
  }
  return [...found.values()].sort((a, b) => Number(a.shared) - Number(b.shared));
}

function networkOf({ ip, asn, org, country, countryCode, city, proxy }: FindingPlace) {
  return { ip, asn, org, country, countryCode, city, proxy };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => !isPlaceholder(text));
}
