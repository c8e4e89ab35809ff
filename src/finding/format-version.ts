/** Version of findings; a change that breaks readers raises the first number. */
export const findingVersion = '1.1';

/** The same of cases. */
export const caseVersion = '1.1';

/** The same of what reports of lines say of the run. */
export const runVersion = '1.0';
