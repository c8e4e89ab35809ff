/**
 * Where findings are for products that want a path in a repository. A log has none, and the files that were read have
 * other names elsewhere; this one says what was looked at.
 */
export const logPath = 'okta-system-log';
