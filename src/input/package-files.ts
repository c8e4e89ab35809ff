import { fileURLToPath } from 'node:url';

/** The path of a file or folder of this package, from the way to it from its root. */
export function packageFile(way: string): string {
  return fileURLToPath(new URL(`../../${way}`, import.meta.url));
}

/** The path of what the build leaves beside the program, by its name; what runs from its sources has nothing there. */
export function builtFile(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
