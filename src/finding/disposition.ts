/** What people can make of a finding. */
export const dispositions = ['true-positive', 'false-positive', 'benign', 'duplicate'] as const;
export type DispositionVerdict = (typeof dispositions)[number];
