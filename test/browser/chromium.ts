import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

/** A Chromium of this machine, `CHROMIUM` first; undefined if there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  return [...(named ? [named] : []), ...names].find((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore', timeout: 30_000 });
      return true;
    } catch {
      return false;
    }
  });
}

/** What a page is opened with. */
export interface Viewport {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
  readonly script?: boolean;
}

/** A file that is open in a tab, and all that it did. */
export interface OpenPage {
  /** What an expression gives in the page, as JSON. */
  readonly evaluate: <T>(expression: string) => Promise<T>;
  /** A command of the DevTools protocol to the tab. */
  readonly send: (method: string, params?: object) => Promise<Record<string, unknown>>;
  readonly press: (key: string) => Promise<void>;
  /** A picture of the top of the page, or of all of it. */
  readonly picture: (clip?: { readonly height: number; readonly width: number }) => Promise<Buffer>;
  /** Seconds of processor time that the tab took so far, whatever else the machine does. */
  readonly busy: () => Promise<number>;
  /** Addresses that were asked for, but for the page itself. */
  readonly requests: readonly string[];
  /** Errors, refusals by the policy, dialogs, and whatever was written to the console. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** A running browser. */
export interface Chromium {
  readonly open: (html: string, viewport?: Viewport) => Promise<OpenPage>;
  readonly close: () => Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Starts a headless browser that is driven over a pipe; it listens on no port and has a profile of its own. */
export function startChromium(path: string): Chromium {
  const folder = mkdtempSync(join(tmpdir(), 'oktahunt-chromium-'));
  const options = ['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu'];
  const quiet = ['--no-first-run', '--disable-extensions', '--disable-background-networking'];
  const looks = ['--hide-scrollbars', '--force-color-profile=srgb', '--disable-dev-shm-usage'];
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  const child = spawn(path, [...options, ...quiet, ...looks, profile, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const pipe = connect(child);
  let files = 0;
  return {
    open: async (html, viewport = {}) => {
      const file = join(folder, `page-${++files}.html`);
      writeFileSync(file, html);
      return openPage(pipe, pathToFileURL(file).href, viewport);
    },
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await pipe.send('Browser.close');
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

interface Pipe {
  readonly send: (
    method: string,
    params?: object,
    sessionId?: string,
  ) => Promise<Record<string, unknown>>;
  readonly listen: (listener: (message: Message) => void) => void;
}

/** Messages over file descriptors 3 and 4, each JSON and a NUL. */
function connect(child: ChildProcess): Pipe {
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const listeners: ((message: Message) => void)[] = [];
  let last = 0;
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() as string;
    for (const part of parts) {
      const message = JSON.parse(part) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else for (const listener of listeners) listener(message);
    }
  });
  input.on('error', () => undefined);
  return {
    listen: (listener) => listeners.push(listener),
    send: (method, params = {}, sessionId) => {
      const id = ++last;
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result ?? {});
        });
      });
    },
  };
}

async function openPage(pipe: Pipe, url: string, viewport: Viewport): Promise<OpenPage> {
  const {
    width = 1_280,
    height = 800,
    scheme = 'light',
    media = 'screen',
    script = true,
  } = viewport;
  const { targetId } = await pipe.send('Target.createTarget', { url: 'about:blank' });
  const attached = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = attached['sessionId'] as string;
  const send = (method: string, params: object = {}) => pipe.send(method, params, sessionId);
  const { requests, complaints, loaded } = watch(pipe, sessionId, url);
  for (const domain of ['Page', 'Runtime', 'Network', 'Log', 'Audits'])
    await send(`${domain}.enable`);
  await send('Performance.enable', { timeDomain: 'threadTicks' });
  await send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: 1,
    mobile: false,
  });
  await send('Emulation.setEmulatedMedia', {
    media,
    features: [{ name: 'prefers-color-scheme', value: scheme }],
  });
  await send('Emulation.setScriptExecutionDisabled', { value: !script });
  await send('Page.navigate', { url });
  await loaded;
  const evaluate = async <T>(expression: string): Promise<T> => {
    const options = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', options);
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { readonly value: T }).value;
  };
  return {
    evaluate,
    send,
    press: async (key) => {
      const code = { Tab: 9, Enter: 13, ' ': 32 }[key] ?? 0;
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      const event = { key, code: key, windowsVirtualKeyCode: code, ...(text && { text }) };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    picture: async (clip = { width, height }) => {
      const area = { x: 0, y: 0, ...clip, scale: 1 };
      const shot = await send('Page.captureScreenshot', {
        clip: area,
        captureBeyondViewport: true,
      });
      return Buffer.from(shot['data'] as string, 'base64');
    },
    busy: async () => {
      const { metrics } = await send('Performance.getMetrics');
      const list = metrics as readonly { readonly name: string; readonly value: number }[];
      return list.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    },
    requests,
    complaints,
    close: async () => {
      await pipe.send('Target.closeTarget', { targetId });
    },
  };
}

function watch(pipe: Pipe, sessionId: string, url: string) {
  const requests: string[] = [];
  const complaints: string[] = [];
  const complain = (message: Message): number =>
    complaints.push(`${message.method} ${JSON.stringify(message.params)}`);
  let finish = (): void => undefined;
  const loaded = new Promise<void>((resolve) => {
    finish = resolve;
  });
  pipe.listen((message) => {
    if (message.sessionId !== sessionId) return;
    switch (message.method) {
      case 'Page.loadEventFired':
        finish();
        break;
      case 'Network.requestWillBeSent': {
        const { request } = message.params as { readonly request: { readonly url: string } };
        if (request.url !== url) requests.push(request.url);
        break;
      }
      case 'Runtime.exceptionThrown':
      case 'Runtime.consoleAPICalled':
      case 'Log.entryAdded':
      case 'Audits.issueAdded':
      case 'Page.javascriptDialogOpening':
        complain(message);
        break;
    }
  });
  return { requests, complaints, loaded };
}
