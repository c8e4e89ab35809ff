import { whenNeeded } from '../../detection/when-needed.ts';

/**
 * Code points that put nothing on the screen, or that change what stands around them: controls (C0,
 * DEL, C1), format characters (bidi, zero width, tags), surrogates without a partner, private use,
 * unassigned and noncharacters, line and paragraph separators, and all that Unicode's
 * Default_Ignorable_Code_Point names (soft hyphen, fillers, variation selectors).
 *
 * Source: Unicode Character Database, `UnicodeData.txt` and `DerivedCoreProperties.txt`, in the
 * version of the JavaScript engine. Global: use it with `replace` only. Made when it is needed, for it takes as long as
 * it takes to print a short report.
 */
export const inkless = whenNeeded(() => /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu);
