/** What makes reading impossible: a path that does not exist, a folder that may not be entered, no input at all. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The path as the user gave it; hostile text, as file names are. */
  readonly path: string;
  /** What the user can do about it. */
  readonly advice: string;

  constructor(path: string, reason: string, advice: string, cause?: unknown) {
    super(`${path}: ${reason}`, { cause });
    this.path = path;
    this.advice = advice;
  }

  /** The error for a failed system call. */
  static of(path: string, error: unknown, advice: string): InputError {
    return new InputError(path, reasonOf(error), advice, error);
  }

  /** What to do when a system call fails: throw {@link InputError.of} it. */
  static thrower(path: string, advice: string): (error: unknown) => never {
    return (error) => {
      throw InputError.of(path, error, advice);
    };
  }
}

/** Why a system call failed, in words; for a rare reason in those of the system. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'this is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'the links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  ENXIO: 'there is no such device',
  EIO: 'the disk reports an error',
};
