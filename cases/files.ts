import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import type { FileRef } from '../forms/form.ts'
import { sha256 } from '../ledger/canonical.ts'
import { LietaError } from '../platform/errors.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { may, notFound } from './permissions.ts'
import { verificationOf } from './verification/store.ts'

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

/**
 * Keeps an uploaded file as it came, and beside it what verification found on its signatures. Its kind is read from
 * the bytes: a program renamed to .pdf is refused.
 * @param field the form's field, so that the error can be shown on it
 * @throws LietaError `too-large`, `unsupported-file`
 */
export async function storeUpload(
  deps: Deps,
  actor: Actor,
  upload: { name: string; bytes: Buffer; field: string },
): Promise<FileRef> {
  if (upload.bytes.length > MAX_FILE_BYTES) throw tooLarge(upload.field)
  if (upload.bytes.length === 0) throw unsupported(upload.field, 'empty')
  const name = cleanName(upload.name)
  const mediaType = await mediaTypeOf(name, upload.bytes)
  if (!mediaType) throw unsupported(upload.field, 'kind')
  const file = {
    id: randomUUID(),
    sha256: sha256(upload.bytes),
    size: upload.bytes.length,
    mediaType,
    name,
    uploadedBy: actor.personId,
    uploadedAt: await deps.clock.now(),
  }
  const verified = await verificationOf(deps, { ...file, bytes: upload.bytes })
  await deps.db.$transaction(async (tx) => {
    const bytes = new Uint8Array(upload.bytes)
    await tx.storedFile.create({ data: { ...file, bytes }, select: { id: true } })
    if (verified) await tx.fileVerification.create({ data: verified, select: { id: true } })
  })
  return { fileId: file.id, name: file.name, size: file.size, sha256: file.sha256, mediaType }
}

async function mediaTypeOf(name: string, bytes: Buffer): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes)
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

/**
 * A file for download, if the person may see it: the own upload, an attachment or a document of a case that is open
 * to the person.
 * @throws LietaError `not-found`
 */
export async function getFile(
  deps: Deps,
  actor: Actor,
  fileId: string,
): Promise<{ name: string; mediaType: string; bytes: Uint8Array }> {
  const file = await deps.db.storedFile.findUnique({
    where: { id: fileId },
    select: { name: true, mediaType: true, bytes: true, uploadedBy: true },
  })
  if (!file) throw notFound()
  const visible =
    file.uploadedBy === actor.personId ||
    may(actor, 'case.read-internal') ||
    (await inOwnCase(deps, actor, fileId))
  if (!visible) throw notFound()
  return file
}

async function inOwnCase(deps: Deps, actor: Actor, fileId: string): Promise<boolean> {
  const issued = await deps.db.issuedDocument.findFirst({
    where: { fileId },
    select: { id: true, caseId: true },
  })
  if (!issued) return false
  const view = await deps.db.caseView.findUnique({
    where: { caseId: issued.caseId },
    select: { institutionId: true, state: true },
  })
  if (!view || !may(actor, 'case.read', view.institutionId)) return false
  const { documents } = view.state as unknown as { documents: { documentId: string; toApplicant: boolean }[] }
  return documents.some((d) => d.documentId === issued.id && d.toApplicant)
}
