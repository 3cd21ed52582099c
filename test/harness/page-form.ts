import type { Reply } from '../../scripts/lib/http.ts'

/**
 * The fields of a form of a page as a browser sends them when nobody touches it.
 * @param action the end of its address; absent: the last form of the page
 */
export function formOf(page: Reply, action = ''): Record<string, string> {
  const forms = [...page.text.matchAll(/<form([^>]*method="post"[^>]*)>(.*?)<\/form>/gs)]
  const form = forms.findLast(([, tag = '']) => attribute(tag, 'action')?.endsWith(action))?.[2]
  if (form === undefined) throw new Error(`no form ${action} at ${page.url}: ${page.status}`)
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input\s[^>]*>/g)) {
    const [name, type, value] = ['name', 'type', 'value'].map((a) => attribute(tag, a))
    if (!name || type === 'file') continue
    if ((type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(tag)) continue
    fields[name] = value ?? ''
  }
  for (const [, tag = '', text = ''] of form.matchAll(/<textarea(\s[^>]*)>(.*?)<\/textarea>/gs))
    fields[attribute(tag, 'name') ?? ''] = unescaped(text.replace(/^\n/, '')).replaceAll('\n', '\r\n')
  for (const [, tag = '', options = ''] of form.matchAll(/<select(\s[^>]*)>(.*?)<\/select>/gs)) {
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options)?.[0]
    fields[attribute(tag, 'name') ?? ''] = (chosen && attribute(chosen, 'value')) ?? ''
  }
  return fields
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : unescaped(found)
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
