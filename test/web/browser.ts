import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Chromium as this machine has it. */
export function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(`no Chromium at ${executablePath}; name it in CHROMIUM_PATH`)
  return chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** One person at a browser of their own. */
export class Visitor {
  readonly context: BrowserContext
  readonly page: Page
  readonly baseUrl: string

  private constructor(context: BrowserContext, page: Page, baseUrl: string) {
    this.context = context
    this.page = page
    this.baseUrl = baseUrl
  }

  static async open(
    browser: Browser,
    baseUrl: string,
    options: { script?: boolean; person?: string } = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({
      baseURL: baseUrl,
      locale: 'lv-LV',
      timezoneId: 'America/New_York',
      javaScriptEnabled: options.script ?? true,
      viewport: { width: 1280, height: 900 },
    })
    context.setDefaultTimeout(40_000)
    const visitor = new Visitor(context, await context.newPage(), baseUrl)
    if (options.person) await visitor.signIn(options.person)
    return visitor
  }

  /** Through the local provider, as a person does it. */
  async signIn(person: string): Promise<void> {
    await this.page.goto('/sign-in')
    await this.page.locator(`button[name="person"][value="${person}"]`).click()
    await this.page.waitForURL(
      (url) => url.href.startsWith(this.baseUrl) && !url.pathname.startsWith('/sign-in'),
    )
  }

  async go(path: string): Promise<number> {
    const response = await this.page.goto(path)
    return response?.status() ?? 0
  }

  /** Presses the button or follows the link of this name, and waits for the page that comes. */
  async press(name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
    await this.page
      .getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) })
      .first()
      .click()
    await this.page.waitForLoadState('load')
  }

  /** Answers a date in its three boxes. */
  async fillDate(name: string, day: string): Promise<void> {
    const [year = '', month = '', date = ''] = day.split('-')
    await this.page.locator(`[name="${name}-day"]`).fill(date)
    await this.page.locator(`[name="${name}-month"]`).fill(month)
    await this.page.locator(`[name="${name}-year"]`).fill(year)
  }

  async choose(name: string, value: string): Promise<void> {
    await this.page.locator(`input[name="${name}"][value="${value}"]`).check()
  }

  async text(): Promise<string> {
    // What a person can see: hidden parts do not count.
    // biome-ignore lint/performance/useDomNodeTextContent: as said
    return this.page.locator('body').innerText()
  }

  /** Loads the page again until its text says so. */
  async until(path: string, words: string | RegExp, ms = 60_000): Promise<void> {
    const end = Date.now() + ms
    for (;;) {
      await this.go(path)
      const text = await this.text()
      if (typeof words === 'string' ? text.includes(words) : words.test(text)) return
      if (Date.now() > end) throw new Error(`${path} never said ${words}; it says: ${text.slice(0, 1500)}`)
      await new Promise((r) => setTimeout(r, 400))
    }
  }
}

export interface Violation {
  page: string
  rule: string
  nodes: string[]
}

/** What axe finds against WCAG 2.2 AA on the page as it stands. */
export async function violations(page: Page, name: string): Promise<Violation[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
  return found.map((one) => ({
    page: name,
    rule: `${one.id}: ${one.help}`,
    nodes: one.nodes.slice(0, 3).map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`),
  }))
}

/** Pictures of the page on a desk and on a phone, when LIETA_SCREENSHOTS names a directory. */
export async function picture(page: Page, name: string): Promise<void> {
  const directory = process.env.LIETA_SCREENSHOTS
  if (!directory) return
  mkdirSync(directory, { recursive: true })
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: join(directory, `${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

/**
 * Looks at a page as it stands, and in English: a picture, and what is wrong with it for who cannot see it.
 * @returns what was found
 */
export async function look(visitor: Visitor, name: string): Promise<Violation[]> {
  await picture(visitor.page, name)
  const found = await violations(visitor.page, `${name} lv`)
  const tab = await visitor.context.newPage()
  const url = new URL(visitor.page.url())
  for (const lang of ['en', 'lv']) {
    url.searchParams.set('lang', lang)
    await tab.goto(url.href)
    if (lang === 'en') found.push(...(await violations(tab, `${name} en`)))
  }
  await tab.close()
  return found
}
