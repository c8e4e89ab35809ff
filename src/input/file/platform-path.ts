import { posix, win32 } from 'node:path';

/** The paths of a platform. */
export function pathsOf(platform: string): typeof posix {
  return platform === 'win32' ? win32 : posix;
}

/** Whether a path ends with what separates names on a platform. */
export function endsWithSeparator(path: string, platform: string): boolean {
  return platform === 'win32' ? /[/\\]$/.test(path) : path.endsWith('/');
}

/** Platforms whose file systems mostly do not tell names apart by case, nor by how accents are written. */
const foldingPlatforms: readonly string[] = ['win32', 'darwin'];

/** Whether file names that differ only in case are mostly one file on a platform. */
export function foldsNames(platform: string): boolean {
  return foldingPlatforms.includes(platform);
}

/**
 * One text for all ways to write a path: two paths with one key may be one file, and with two keys are two, but for
 * links. `folder` is the working directory.
 */
export function pathKey(path: string, folder: string, platform: string): string {
  const whole = pathsOf(platform).resolve(folder, path);
  return foldsNames(platform) ? whole.normalize('NFC').toLowerCase() : whole;
}

/** Names that Windows keeps for devices, whatever their ending. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/** Whether a file name cannot be one on Windows: a device, an odd character, or a dot or space at its end. */
export function isUnportableName(name: string): boolean {
  const [stem = ''] = name.split('.');
  return (
    deviceName.test(stem.trimEnd()) ||
    [...name].some((char) => char < ' ' || '<>:"/\\|?*'.includes(char)) ||
    /[. ]$/.test(name)
  );
}

/** Whether a path names a device of Windows, such as `NUL`, and no file. */
export function isDevicePath(path: string, platform: string): boolean {
  if (platform !== 'win32') return false;
  const name = win32.basename(path);
  return deviceName.test((name.split('.')[0] ?? '').trimEnd()) || /^\\\\\.\\/.test(path);
}

/** A pattern of files: the folder that its names begin below, and the names, with `/` between them. */
export interface PatternPath {
  /** Empty for the working directory. */
  readonly root: string;
  readonly names: string;
}

/** A share as `\\?\` names it, which the platform cuts behind `UNC`. */
const longShare = /^\\\\\?\\UNC\\[^\\/]+\\[^\\/]+\\/i;

/**
 * Cuts a pattern where its names begin. On Windows both slashes separate names, and the root is a drive (`C:\`), a share
 * (`\\server\share\`) or what `\\?\` names; the `?` of that is no wildcard.
 */
export function patternPath(pattern: string, platform: string): PatternPath {
  if (platform !== 'win32') {
    const names = pattern.replace(/^\/+/, '');
    return { root: names === pattern ? '' : '/', names };
  }
  const root = longShare.exec(pattern)?.[0] ?? win32.parse(pattern).root;
  const names = pattern.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, '');
  // `C:x` is in the folder that is open on that drive.
  return { root: /^[a-z]:$/i.test(root) ? `${root}.` : root, names };
}
