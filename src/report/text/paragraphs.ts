import { unfolded } from '../../language/line-seams.ts';

/** The paragraphs of a text that its author wrote in lines, each as one line. */
export function paragraphsOf(text: string): readonly string[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(unfolded);
}
