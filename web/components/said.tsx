import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import type { Definition } from '../definition.ts'
import { dayShort, momentWords } from '../format.ts'
import { Heading, Note, Text } from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { OddLetters } from './odd-letters.tsx'

/**
 * What people said in the case: draft, views, comments, submissions; newest version of each.
 * @param before only what must have been read before a person writes or signs
 */
export function Said({
  v,
  file,
  def,
  before = false,
}: {
  v: View
  file: CaseFile
  def: Definition
  before?: boolean
}) {
  return (
    <>
      {saidIn(file, def, before).map((act) => (
        <OneText key={act.id} v={v} file={file} def={act} said={file.latestPayloads[act.id]!} />
      ))}
    </>
  )
}

/** The acts whose words are read again, in the order in which a reader needs them. */
export function saidIn(file: CaseFile, { acts }: Pick<Definition, 'acts'>, before = false): ActDef[] {
  return Object.values(acts)
    .filter((act) => act.reread && file.latestPayloads[act.id] && (!before || act.before))
    .sort((a, b) => a.reread! - b.reread!)
}

function OneText({
  v,
  file,
  def,
  said,
}: {
  v: View
  file: CaseFile
  def: ActDef
  said: CaseFile['latestPayloads'][string]
}) {
  const rows = def.fields
    .map((field) => ({ field, value: said.payload[field.name] }))
    // Findings are shown with those of the assessment.
    .filter(({ field }) => field.widget !== 'findings')
    .filter(({ value }) => value !== undefined && value !== null && value !== '' && value !== false)
  return (
    <Note>
      <Heading level={3} size="s">
        {say(v, def.done)}
      </Heading>
      <Text small muted>
        {momentWords(v, said.at)}
        {said.by ? ` · ${said.by}` : ''}
      </Text>
      {rows.map(({ field, value }) => {
        const option = field.options?.find((o) => o.value === value)
        return (
          <div key={field.name}>
            <Text small strong tight>
              {say(v, field.label)}
            </Text>
            <Text prose>
              {option
                ? say(v, option.label)
                : Array.isArray(value)
                  ? value.join('\n')
                  : value === true
                    ? v.t.yes
                    : field.widget === 'date'
                      ? dayShort(v, String(value))
                      : String(value)}
            </Text>
            <OddLetters v={v} file={file} field={`${def.id}/${field.name}`} />
          </div>
        )
      })}
    </Note>
  )
}
