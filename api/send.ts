import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { DraftView } from '../cases/drafts.ts'
import type { Download } from '../cases/files.ts'

/** Sends a kept file piece by piece, as quickly as it is taken. */
export async function sendKept(res: Response, file: Download): Promise<void> {
  fileHeaders(res, file)
  res.setHeader('content-length', file.size)
  // Whoever goes away in the middle of it gets no answer of ours any more.
  await pipeline(file.chunks, res).catch((e) => {
    if (!res.destroyed) throw e
  })
}

/** Sends a file that is made anew each time. */
export function sendFile(res: Response, file: { name: string; mediaType: string; bytes: Uint8Array }): void {
  fileHeaders(res, file)
  res.end(Buffer.from(file.bytes))
}

/** For download; nothing of it is run or shown inside our pages. */
function fileHeaders(res: Response, file: { name: string; mediaType: string }): void {
  res.setHeader('content-type', file.mediaType)
  const disposition = file.mediaType === 'application/pdf' ? 'inline' : 'attachment'
  res.setHeader('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
}

/** The application as text, to be signed where the sign-in does not stand for the signature. */
export function sendText(res: Response, draft: DraftView): void {
  res.setHeader('content-type', 'text/plain; charset=utf-8')
  res.setHeader('content-disposition', 'attachment; filename="iesniegums.txt"')
  res.end(draft.text)
}
