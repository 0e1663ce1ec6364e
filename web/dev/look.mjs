// Takes pictures of every page in every story, light, dark and on a phone, and lets axe look for barriers.
// Wants a built dashboard (`npm run look` builds it) and Chromium at $CHROMIUM or /usr/bin/chromium.
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const only = process.argv[2];
const shots = new URL('./shots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const server = await preview({
  mode: 'mock',
  preview: { port: 4599, strictPort: true, headers: { 'Content-Security-Policy': policy } },
});
const origin = 'http://localhost:4599';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

const click = (role, name) => async (page) => page.getByRole(role, { name }).first().click();
const views = [
  { name: 'sign-in', path: '/sign-in', who: null },
  { name: 'week', path: '/week', who: 'dana' },
  { name: 'week-conflict', path: '/week', who: 'dana', act: click('button', /Gas pressure test, job/) },
  { name: 'week-failed', path: '/week', who: 'dana', act: click('button', /Filter exchange, job/) },
  { name: 'week-keys', path: '/week', who: 'dana', act: async (page) => page.keyboard.press('?') },
  { name: 'week-crowded', path: '/week', who: 'dana', story: 'crowded' },
  { name: 'week-technician', path: '/week', who: 'tess' },
  { name: 'week-empty', path: '/week', who: 'tess', story: 'empty' },
  { name: 'week-loading', path: '/week', who: 'dana', story: 'slow' },
  { name: 'week-broken', path: '/week', who: 'dana', story: 'broken' },
  { name: 'connections', path: '/connections', who: 'ada' },
  { name: 'connections-trouble', path: '/connections?problem=denied', who: 'ada', story: 'trouble' },
  { name: 'connections-technician', path: '/connections', who: 'tess', story: 'trouble' },
  { name: 'connections-empty', path: '/connections', who: 'tess', story: 'empty' },
  { name: 'connections-loading', path: '/connections', who: 'tess', story: 'slow' },
  { name: 'connections-broken', path: '/connections', who: 'tess', story: 'broken' },
  { name: 'connections-owner-trouble', path: '/connections', who: 'tess', story: 'trouble', whole: true },
  { name: 'connections-other-account', path: '/connections?problem=other-account', who: 'tess' },
  { name: 'connections-waiting', path: '/connections?problem=administrator', who: 'tess', story: 'waiting' },
  {
    name: 'connections-open',
    path: '/connections',
    who: 'ada',
    story: 'trouble',
    whole: true,
    act: async (page) => {
      for (const summary of await page.locator('summary').all()) await summary.click();
    },
  },
  {
    name: 'connections-checked',
    path: '/connections',
    who: 'tess',
    story: 'trouble',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Check now/ })
        .first()
        .click();
      await page.getByText('Checked just now').waitFor();
    },
  },
  {
    name: 'connections-undo',
    path: '/connections',
    who: 'tess',
    act: async (page) => {
      await page.getByRole('switch', { name: 'Contacts' }).click();
      await page.getByRole('radio', { name: 'Off' }).click();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  { name: 'connect-choice', path: '/connections', who: 'tess', act: click('button', 'Choose what to share') },
  {
    name: 'connected-partly',
    path: '/connections',
    who: 'tess',
    story: 'empty',
    act: async (page) => {
      await page.getByRole('button', { name: 'Choose what to share' }).click();
      await page.getByRole('switch', { name: 'Mail' }).click();
      await page.getByRole('button', { name: 'Continue to Google' }).click();
      await page.getByRole('heading', { name: 'Choose a calendar' }).waitFor();
    },
  },
  { name: 'remove-member', path: '/connections', who: 'ada', act: click('button', /^Remove from Syncline/) },
  { name: 'banner', path: '/week', who: 'tess', story: 'trouble' },
  { name: 'consent-allowed', path: '/consent?answer=allowed', who: null },
  { name: 'consent-declined', path: '/consent?answer=declined', who: null },
  { name: 'consent-unknown', path: '/consent?answer=<b>', who: null },
  { name: 'audit', path: '/audit', who: 'ada' },
  {
    name: 'audit-details',
    path: '/audit?outcome=refused',
    who: 'ada',
    act: async (page) => page.locator('main summary').first().click(),
  },
  {
    name: 'audit-verified',
    path: '/audit',
    who: 'ada',
    act: async (page) => {
      await page.getByRole('button', { name: 'Verify the trail' }).click();
      await page.getByText('The trail is as it was written').waitFor();
    },
  },
  {
    name: 'audit-tampered',
    path: '/audit',
    who: 'ada',
    story: 'tampered',
    act: async (page) => {
      await page.getByRole('button', { name: 'Verify the trail' }).click();
      await page.getByRole('button', { name: /^Show entry/ }).click();
      await page.locator('[aria-current=true]').last().waitFor();
    },
  },
  {
    name: 'audit-export',
    path: '/audit',
    who: 'ada',
    act: async (page) => {
      await page.getByRole('button', { name: 'Export CSV' }).click();
      await page.getByText(/entries downloaded/).waitFor();
    },
  },
  { name: 'audit-nothing', path: '/audit?subject=nope', who: 'ada' },
  { name: 'audit-empty', path: '/audit', who: 'ada', story: 'empty' },
  { name: 'audit-broken', path: '/audit', who: 'ada', story: 'broken' },
  { name: 'audit-loading', path: '/audit', who: 'ada', story: 'slow' },
  { name: 'audit-technician', path: '/audit', who: 'tess' },
  { name: 'organisation', path: '/organisation', who: 'ada' },
  { name: 'organisation-rotating', path: '/organisation', who: 'ada', story: 'trouble' },
  {
    name: 'organisation-remove',
    path: '/organisation',
    who: 'ada',
    act: async (page) => {
      await page.getByRole('button', { name: 'Remove this organisation' }).click();
      await page.getByRole('textbox').fill('demo');
    },
  },
  {
    name: 'organisation-removed',
    path: '/organisation',
    who: 'ada',
    act: async (page) => {
      await page.getByRole('button', { name: 'Remove this organisation' }).click();
      await page.getByRole('textbox').fill('demo');
      await page.getByRole('button', { name: 'Remove for good' }).click();
      await page.getByRole('heading', { name: 'The organisation was removed' }).waitFor();
    },
  },
  { name: 'organisation-technician', path: '/organisation', who: 'tess' },
  { name: 'disconnect', path: '/connections', who: 'tess', act: click('button', /^Disconnect/) },
  { name: 'calendars', path: '/connections/c-tess/calendars', who: 'tess' },
  {
    name: 'calendars-move',
    path: '/connections/c-tess/calendars',
    who: 'tess',
    act: click('radio', 'Service van'),
  },
  {
    name: 'calendars-stop',
    path: '/connections/c-tess/calendars',
    who: 'tess',
    act: click('button', /^Stop/),
  },
  { name: 'calendars-unknown', path: '/connections/nope/calendars', who: 'tess' },
  {
    name: 'calendars-welcome',
    path: '/connections',
    who: 'tess',
    story: 'empty',
    act: async (page) => {
      await page.getByRole('button', { name: 'Connect Google' }).click();
      await page.getByRole('radio').first().waitFor();
    },
  },
  { name: 'sync', path: '/sync', who: 'ada' },
  { name: 'sync-trouble', path: '/sync', who: 'ada', story: 'trouble' },
  { name: 'sync-empty', path: '/sync', who: 'tess', story: 'empty' },
  { name: 'conflicts', path: '/conflicts', who: 'ada', whole: true },
  { name: 'conflicts-technician', path: '/conflicts', who: 'tess' },
  { name: 'conflicts-empty', path: '/conflicts', who: 'tess', story: 'empty' },
  { name: 'conflicts-decided', path: '/conflicts?state=resolved', who: 'ada' },
  { name: 'conflicts-loading', path: '/conflicts', who: 'ada', story: 'slow' },
  { name: 'conflicts-broken', path: '/conflicts', who: 'ada', story: 'broken' },
  {
    name: 'conflicts-time',
    path: '/conflicts',
    who: 'ada',
    act: async (page) => page.keyboard.press('v'),
  },
  {
    name: 'conflicts-occurrence',
    path: '/conflicts?job=J-4130',
    who: 'ada',
    act: click('button', /^Other value/),
  },
  {
    name: 'conflicts-series',
    path: '/conflicts?job=J-4131',
    who: 'ada',
    act: click('button', /^Other value/),
  },
  {
    name: 'conflicts-changed',
    path: '/conflicts?job=J-4101',
    who: 'ada',
    act: async (page) => {
      await page.keyboard.press('k');
      await page.getByText('It changed meanwhile').waitFor();
    },
  },
  {
    name: 'conflicts-bulk',
    path: '/conflicts',
    who: 'ada',
    act: async (page) => {
      await page.getByLabel('Select all').check();
      await page.getByRole('button', { name: 'Keep CRM for all selected' }).waitFor();
    },
  },
  {
    name: 'conflicts-bulk-done',
    path: '/conflicts',
    who: 'ada',
    act: async (page) => {
      await page.getByLabel('Select all').check();
      await page.getByRole('button', { name: 'Keep CRM for all selected' }).click();
      await page.getByRole('status', { name: 'Results' }).waitFor();
    },
  },
  { name: 'conflicts-keys', path: '/conflicts', who: 'ada', act: async (page) => page.keyboard.press('?') },
  {
    name: 'why',
    path: '/conflicts',
    who: 'ada',
    act: async (page) => {
      await page.keyboard.press('w');
      await page.getByText('R07').click();
    },
  },
  { name: 'reviews', path: '/reviews', who: 'ada', story: 'trouble', whole: true },
  { name: 'reviews-quiet', path: '/reviews', who: 'ada' },
  { name: 'reviews-empty', path: '/reviews', who: 'tess', story: 'empty' },
  {
    name: 'reviews-approve',
    path: '/reviews',
    who: 'ada',
    story: 'trouble',
    act: click('button', /^Approve/),
  },
  { name: 'reviews-undo', path: '/reviews', who: 'ada', act: click('button', /^Undo/) },
  { name: 'week-removed', path: '/week', who: 'tess', act: click('button', /Boiler service, job.*removed/) },
  { name: 'week-series', path: '/week', who: 'dana', act: click('button', /Ventilation: measure, job/) },
  { name: 'week-meeting', path: '/week', who: 'dana', act: click('button', /Team meeting, event/) },
  { name: 'not-found', path: '/nowhere', who: 'tess' },
  { name: 'menu', path: '/sync', who: 'ada', act: click('button', /^Account: .*Ada/) },
];
const devices = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1360, height: 860 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1360, height: 860 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
];

let findings = 0;
for (const { name: deviceName, ...device } of devices) {
  for (const { name, path, who, story = 'everyday', act, whole = false } of views) {
    if (only !== undefined && !`${name}-${deviceName}`.match(only)) continue;
    await fetch(`${origin}/__mock/story?is=${story}`);
    const context = await browser.newContext({ ...device, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
    const page = await context.newPage();
    const say = (what) => {
      findings++;
      console.log(`${name}-${deviceName}: ${what}`);
    };
    page.on('pageerror', (error) => say(`error: ${error.message}`));
    page.on('console', (message) => {
      const expected = /status of (500|404|409)/.test(message.text());
      if (message.type() === 'error' && !expected) say(message.text());
    });
    await page.goto(origin + path);
    if (who !== null && !(await page.getByRole('link', { name: 'There is no such page' }).count())) {
      const asked = page.getByRole('link', { name: new RegExp(`^${who}`, 'i') });
      await asked.click({ timeout: 3000 }).catch(() => undefined);
    }
    await page.waitForLoadState('networkidle', { timeout: 1500 }).catch(() => undefined);
    if (act) await act(page).catch((error) => say(`could not act: ${error.message.split('\n')[0]}`));
    await page.waitForTimeout(350);
    if (whole) await page.setViewportSize({ width: device.viewport.width, height: 2400 });
    await page.screenshot({ path: `${shots}${name}-${deviceName}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    if (wide) say('the page is wider than the window');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const { id, impact, nodes } of violations) {
      say(
        `${impact} ${id}: ${nodes
          .map(({ target, failureSummary }) => `${target} ${failureSummary?.split('\n')[1] ?? ''}`)
          .slice(0, 4)
          .join(' | ')}`,
      );
    }
    await context.close();
  }
}
await browser.close();
await new Promise((done) => server.httpServer.close(done));
console.log(findings === 0 ? 'No barrier found.' : `${findings} findings.`);
process.exit(findings === 0 ? 0 : 1);
