import PDFDocument from 'pdfkit'
import { fontOf } from '../../documents/fonts.ts'

/** An attachment that can be opened and read: a page that says what it stands for, and that it is invented. */
export function attachment(title: string, about: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({ size: 'A4', margin: 72, info: { Title: title } })
    const parts: Buffer[] = []
    document.on('data', (part: Buffer) => parts.push(part))
    document.on('error', reject)
    document.on('end', () => resolve(Buffer.concat(parts)))
    document.font(fontOf('regular') as unknown as string)
    document.fontSize(18).text(title).moveDown().fontSize(12)
    for (const line of about) document.text(line)
    document.moveDown().text('Demonstrācijas datne: iestāde, programma un šis saturs ir izdomāti.')
    document.end()
  })
}
