/**
 * `npm test`, the one command for a fresh machine: finds a Chromium or gets one, then runs the whole check.
 */

import { check } from './check.mjs';
import { ensureChromium } from './chromium.mjs';

const chromium = await ensureChromium();
if (chromium) process.env['CHROMIUM_PATH'] = chromium;
process.exitCode = check() ? 0 : 1;
