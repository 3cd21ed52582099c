import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A list on disk, one JSON value a line. What `add` has returned for survives a power cut; a line that was cut
 * short by one is left out on the next start.
 */
export class Journal<T> {
  readonly items: T[] = []
  #file: string

  constructor(file: string) {
    this.#file = file
    mkdirSync(dirname(file), { recursive: true })
    if (!existsSync(file)) return
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      try {
        if (line) this.items.push(JSON.parse(line) as T)
      } catch {}
    }
  }

  add(item: T): void {
    // The newline in front closes a line that an earlier run may have left open.
    writeDurably(this.#file, `\n${JSON.stringify(item)}`, 'a')
    this.items.push(item)
  }

  clear(): void {
    writeDurably(this.#file, '', 'w')
    this.items.length = 0
  }
}

/** Writes and waits until the disk has it. */
export function writeDurably(file: string, content: string | Uint8Array, flags: 'w' | 'a' = 'w'): void {
  const handle = openSync(file, flags, 0o600)
  try {
    if (typeof content === 'string') writeSync(handle, content)
    else for (let at = 0; at < content.length; ) at += writeSync(handle, content, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
