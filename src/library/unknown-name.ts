/** Something that was asked for by name or id, and is not there. */
export class UnknownName extends Error {
  override readonly name = 'UnknownName';
  /** What was asked for. */
  readonly kind: 'rule' | 'case';
  /** The name or id as it was given. */
  readonly asked: string;

  constructor(kind: 'rule' | 'case', asked: string) {
    super(`there is no ${kind} "${asked}"`);
    this.kind = kind;
    this.asked = asked;
  }
}
