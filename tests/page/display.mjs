// A display without a screen, and a home to throw away, for a browser that needs both.
//
// startDisplay() resolves to {folder, environment, start(program, args), close()}. `folder` is the browser's home and place for
// temporary files; `environment` leads it there and to the display, an Xvfb of its own. `start` starts a program in it. `close`
// ends whatever `start` started and everything that came of it, then the display, and removes the folder. When this process is
// killed, so are they.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from './time.mjs';

const kScreen = '1300x900x24'; // room for a page of 1280 x 800 in a window's frame

export async function startDisplay() {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-display-'));
  const environment = {
    ...process.env,
    HOME: folder,
    TMPDIR: folder,
    XDG_RUNTIME_DIR: folder,
    LIBGL_ALWAYS_SOFTWARE: '1',
  };
  for (const name of ['WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME']) delete environment[name];
  const started = [];
  const start = (program, args, stdio = 'ignore') => {
    const child = startProgram(program, args, { env: environment, stdio });
    started.push(child);
    return child;
  };
  const close = async () => {
    for (const child of started.reverse()) await endProgram(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const xvfb = start('Xvfb', ['-displayfd', '3', '-screen', '0', kScreen, '-nolisten', 'tcp'], ['ignore', 'ignore', 'ignore', 'pipe']);
    environment.DISPLAY = `:${await within(20, 'the number of the display', firstLine(xvfb))}`;
  } catch (error) {
    await close();
    throw error;
  }
  return { folder, environment, start, close };
}

/** Its own process group, so that its children can be ended with it; and ended by the system when this process is gone. */
function startProgram(program, args, options) {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], { ...options, detached: true });
  child.ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  return child;
}

async function endProgram(child) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // Nobody of the group is left.
    }
  };
  if (child.pid === undefined) return;
  signal('SIGTERM');
  await within(5, 'the end of a program', child.ended).catch(() => {});
  signal('SIGKILL');
  await child.ended;
}

/** What an Xvfb writes to its descriptor 3. */
function firstLine(xvfb) {
  return new Promise((resolve, reject) => {
    let text = '';
    xvfb.stdio[3].setEncoding('utf8');
    xvfb.stdio[3].on('data', (more) => {
      text += more;
      if (text.includes('\n')) resolve(text.trim());
    });
    void xvfb.ended.then(() => reject(new Error('Xvfb did not start; scripts/setup installs it')));
  });
}
