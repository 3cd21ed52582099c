import { extname } from 'node:path'
import { fileTypeFromFile } from 'file-type'
import { LietaError } from '../platform/errors.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { chunksOf, visibleFile } from './file-access.ts'
import type { Spooled } from './spool.ts'

export const MAX_FILE_BYTES = 50 * 1024 * 1024

/** What may be attached: by the bytes, not by the name. A container is a ZIP, so its name decides between those. */
const ALLOWED: Record<string, { extensions: string[]; mediaType: string }[]> = {
  'application/pdf': [{ extensions: ['.pdf'], mediaType: 'application/pdf' }],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [
    {
      extensions: ['.docx'],
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
  ],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [
    { extensions: ['.xlsx'], mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  ],
  'application/zip': [{ extensions: ['.edoc', '.asice'], mediaType: 'application/vnd.etsi.asic-e+zip' }],
  'application/vnd.etsi.asic-e+zip': [
    { extensions: ['.edoc', '.asice'], mediaType: 'application/vnd.etsi.asic-e+zip' },
  ],
  'image/png': [{ extensions: ['.png'], mediaType: 'image/png' }],
  'image/jpeg': [{ extensions: ['.jpg', '.jpeg'], mediaType: 'image/jpeg' }],
}

/** A file as it came in. */
export interface Received extends Spooled {
  field: string
  name: string
}

/**
 * The name under which an uploaded file is kept and its kind, read from the bytes: a program renamed to .pdf is refused.
 * @throws LietaError `too-large`, `unsupported-file` on the field of the form
 */
export async function acceptedKind(upload: Received): Promise<{ name: string; mediaType: string }> {
  if (upload.size > MAX_FILE_BYTES) throw tooLarge(upload.field)
  if (upload.size === 0) throw unsupported(upload.field, 'empty')
  const name = cleanName(upload.name)
  const mediaType = await mediaTypeOf(name, upload.path)
  if (!mediaType) throw unsupported(upload.field, 'kind')
  return { name, mediaType }
}

async function mediaTypeOf(name: string, path: string): Promise<string | undefined> {
  const found = await fileTypeFromFile(path)
  const extension = extname(name).toLowerCase()
  return ALLOWED[found?.mime ?? '']?.find((a) => a.extensions.includes(extension))?.mediaType
}

/** Only the last part of a path, without control characters; letters of every language stay. */
function cleanName(name: string): string {
  const base = name.split(/[\\/]/).pop() ?? ''
  return base.replace(/\p{Cc}/gu, '').slice(0, 200) || 'datne'
}

export function tooLarge(field: string): LietaError {
  const message = {
    lv: 'Datne ir par lielu: atļauti 50 MB. Sadaliet to vai samaziniet attēlu izšķirtspēju.',
    en: 'The file is too large: at most 50 MB. Split it or reduce the resolution of its images.',
  }
  return new LietaError('too-large', message, [{ field, code: 'too-large', message }])
}

function unsupported(field: string, why: 'empty' | 'kind'): LietaError {
  const message =
    why === 'empty'
      ? {
          lv: 'Datne ir tukša. Pārbaudiet to un pievienojiet vēlreiz.',
          en: 'The file is empty. Check it and attach it again.',
        }
      : {
          lv: 'Datnes saturs neatbilst atļautajam formātam. Pievienojiet PDF, DOCX, XLSX, PNG, JPG, EDOC vai ASICE datni.',
          en: 'The content of the file is not of an allowed format. Attach a PDF, DOCX, XLSX, PNG, JPG, EDOC or ASICE file.',
        }
  return new LietaError('unsupported-file', message, [{ field, code: 'unsupported-file', message }])
}

/** A kept file: what its row tells, and its bytes as they are asked for. */
export interface Download {
  name: string
  mediaType: string
  size: number
  chunks: AsyncIterable<Uint8Array>
}

/**
 * A file for download, if the person may see it; see file-access.ts. What the staff read is written down there.
 * @throws LietaError `not-found`, `purpose-needed`
 */
export async function getFile(deps: Deps, actor: Actor, fileId: string): Promise<Download> {
  const { id, name, mediaType, size } = await visibleFile(deps, actor, fileId)
  return { name, mediaType, size, chunks: chunksOf(deps, id) }
}
