/**
 * Text without its case, for comparisons. Lower case, but with one small sigma: `toLowerCase` writes
 * another one at the end of a word (Unicode, SpecialCasing.txt, "Final_Sigma"), and a part of a pattern
 * does not know where words end.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('\u03c2') ? lower.replaceAll('\u03c2', '\u03c3') : lower;
}
