import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LietaError } from '../platform/errors.ts'

/** A file that lies on disk while it is looked at. */
export interface Spooled {
  path: string
  size: number
  sha256: string
}

/** All of one process together: with it, what uploads can take of the disk is bounded whatever comes. */
const MOST_BYTES = 1024 * 1024 * 1024

/**
 * Where files lie while they come in and are verified. No process ever holds a whole one in memory, and none of it
 * survives the process: its folder bears its number, and whoever starts next takes away what belongs to nobody.
 */
export class Spool {
  readonly #folder: string
  readonly #most: number
  #held = 0

  /**
   * @param root the folder of all processes of this machine that take files; made when it is not there
   * @param most bytes that may lie here at once
   */
  constructor(root: string, most = MOST_BYTES) {
    this.#most = most
    mkdirSync(root, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(root))
      if (!isRunning(Number(name.split('-')[0]))) rmSync(join(root, name), { recursive: true, force: true })
    this.#folder = join(root, `${process.pid}-${randomUUID()}`)
    mkdirSync(this.#folder, { mode: 0o700 })
  }

  /**
   * Writes down what comes; when it breaks off, nothing stays.
   * @throws LietaError `unavailable` when too much lies here already; whatever the source throws
   */
  async keep(source: AsyncIterable<Uint8Array>): Promise<Spooled> {
    const path = join(this.#folder, randomUUID())
    const hash = createHash('sha256')
    let size = 0
    const handle = await open(path, 'wx', 0o600)
    try {
      for await (const chunk of source) {
        size += chunk.length
        this.#held += chunk.length
        if (this.#held > this.#most) throw full()
        hash.update(chunk)
        await handle.write(chunk)
      }
      return { path, size, sha256: hash.digest('hex') }
    } catch (e) {
      await this.remove({ path, size })
      throw e
    } finally {
      await handle.close()
    }
  }

  /** Takes a file away. */
  async remove(file: Pick<Spooled, 'path' | 'size'>): Promise<void> {
    this.#held -= file.size
    await rm(file.path, { force: true })
  }

  /** Takes the folder away with all that lies in it. */
  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Whether another process of this number runs; our own number on a folder means one that ended before us. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function full(): LietaError {
  return new LietaError('unavailable', {
    lv: 'Šobrīd tiek saņemts ļoti daudz datņu. Mēģiniet pēc dažām minūtēm vēlreiz; līdz šim pievienotais ir saglabāts.',
    en: 'Very many files are coming in just now. Try again in a few minutes; what you attached so far is saved.',
  })
}
