// Warns before the session ends and lets the person stay without leaving the page; what is typed stays where it is.

const WARN_SECONDS = 5 * 60

interface Left {
  idleLeft: number
  left: number
}

/** Watches the session of the page, if there is one. */
export function watchSession(): void {
  const box = document.querySelector<HTMLElement>('[data-session-warning]')
  const words = box?.querySelector<HTMLElement>('[data-text]')
  const form = box?.querySelector('form')
  if (!box || !words || !form) return

  const wait = (left: Left): void => {
    box.hidden = true
    // A timer of more than 24 days fires at once; a session is far shorter.
    setTimeout(warn, Math.max(0, left.idleLeft - WARN_SECONDS) * 1000)
  }
  const warn = async (): Promise<void> => {
    // Another tab may have been used meanwhile.
    const now = await ask('/session/left', 'GET')
    if (now && now.idleLeft > WARN_SECONDS) return wait(now)
    const last = now !== undefined && now.left <= WARN_SECONDS
    words.textContent = (last ? words.dataset.last : words.dataset.text) ?? ''
    form.hidden = last
    box.hidden = false
    box.focus()
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const token = new FormData(form).get('_csrf')
    const now = await ask('/session/stay', 'POST', String(token))
    if (now) return wait(now)
    // It has ended already. Nobody is led away: what is typed is kept when it is sent, and offered back.
    words.textContent = words.dataset.last ?? ''
    form.hidden = true
  })
  wait({ idleLeft: Number(box.dataset.idleLeft), left: Number(box.dataset.left) })
}

async function ask(path: string, method: string, token?: string): Promise<Left | undefined> {
  try {
    const response = await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(token ? { 'x-csrf-token': token } : {}) },
    })
    return response.ok ? ((await response.json()) as Left) : undefined
  } catch {
    return undefined
  }
}
