// Enhancement only: every page works without this file.
import { watchSession } from './session.ts'

watchSession()

// The summary of errors is where a person must look first.
document.querySelector<HTMLElement>('[data-error-summary]')?.focus()

// What opens over the page closes again: by Escape, or by looking elsewhere.
const openChips = () => document.querySelectorAll<HTMLDetailsElement>('details[data-chip][open]')
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const chip of openChips()) {
    chip.open = false
    chip.querySelector('summary')?.focus()
  }
})
document.addEventListener('click', (event) => {
  for (const chip of openChips()) if (!chip.contains(event.target as Node)) chip.open = false
})

// That something was done is read first, unless something is wrong.
if (!document.querySelector('[data-error-summary]'))
  document.querySelector<HTMLElement>('[data-notice]')?.focus()

// A double click sends a form once. The server takes a repeated form once as well.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = '1'
    setTimeout(() => {
      delete form.dataset.sent
    }, 3000)
  })
}

// While something is being made, the page looks again; never under the hands of somebody who fills something in.
const refresh = Number(document.body.dataset.refresh ?? 0) * 1000
if (refresh > 0) {
  setInterval(() => {
    if (!document.hidden && !document.activeElement?.matches('input, select, textarea')) location.reload()
  }, refresh)
}
