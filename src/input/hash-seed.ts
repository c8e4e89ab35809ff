/**
 * A number of 32 bits that nobody outside the process can know, for hashing what others have chosen. V8 begins with
 * random bits of the system, and nothing shows what it made of them; the module for ciphers would take longer to load
 * than much else of a short run.
 */
export function hashSeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}
