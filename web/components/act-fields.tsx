import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ActDef, ActField } from '../../forms/acts/act.ts'
import { allFields, type FormDef, isAsked } from '../../forms/form.ts'
import { documentName } from '../../forms/texts/all.ts'
import { dayShort, momentWords } from '../format.ts'
import {
  Checkbox,
  DateInput,
  type FieldError,
  Group,
  Heading,
  Note,
  Radios,
  Text,
  TextArea,
  TextInput,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { Norm } from './norm.tsx'

export interface ActFieldProps {
  v: View
  act: ActDef
  field: ActField
  /** What was entered, by the names of the inputs; the field's own initial value when nothing was. */
  values: Record<string, string>
  errors: FieldError[]
  file: CaseFile
  form: FormDef
  large: boolean
}

/** One field of an act, whatever its kind; the names of the inputs are read back by api/pages/act-payload.ts. */
export function ActFieldInput(props: ActFieldProps) {
  const { v, field } = props
  return (
    <>
      {field.section ? <Heading>{say(v, field.section)}</Heading> : null}
      <Input {...props} />
    </>
  )
}

function Input(props: ActFieldProps) {
  const { v, field, values, errors, large } = props
  const p = {
    v,
    name: field.name,
    label: say(v, field.label),
    hint: field.hint ? say(v, field.hint) : undefined,
    error: errors.find((e) => e.field === field.name)?.text,
    value: values[field.name] ?? initial(field),
    large,
  }
  switch (field.widget) {
    case 'textarea':
      return <TextArea {...p} rows={field.rows ?? 5} />
    case 'lines':
      return (
        <TextArea
          {...p}
          hint={p.hint ?? v.t.case.file.linesHint}
          rows={Math.max(4, p.value.split('\n').length + 1)}
        />
      )
    case 'radios':
      return <Radios {...p} choices={choicesOf(props)} />
    case 'date':
      return <DateInput {...p} />
    case 'number':
      return <TextInput {...p} width={4} inputmode="numeric" />
    case 'checkbox':
      return <Checkbox {...p} />
    case 'remarks':
      return <RemarkFields {...props} />
    case 'records':
      return <RecordFields {...props} />
    case 'findings':
      return <FindingFields {...props} />
    default:
      return <TextInput {...p} />
  }
}

function choicesOf({
  v,
  act,
  field,
  file,
}: ActFieldProps): { value: string; label: string; hint?: string }[] {
  if (field.from === 'officials')
    return (file.officials ?? []).map(({ personId, name }) => ({ value: personId, label: name }))
  if (field.from === 'asked')
    return (file.requests ?? [])
      .filter((r) => r.act.split('.')[0] === act.id.split('.')[0])
      .map((r) => ({
        ...{ value: r.request, label: `${momentWords(v, r.at)}, ${r.by ?? ''}` },
        hint: r.text ?? '',
      }))
  if (field.from === 'requests')
    return file.replacements
      .filter((r) => !r.decided)
      .map((r) => ({
        value: r.request,
        label: `${momentWords(v, r.at)}, ${r.by ?? ''}: ${r.official ?? ''}`,
        hint: r.reason ?? '',
      }))
  return (field.options ?? []).map((o) => ({
    value: o.value,
    label: say(v, o.label),
    ...(o.hint ? { hint: say(v, o.hint) } : {}),
  }))
}

function initial(field: ActField): string {
  if (field.initial === undefined) return ''
  return Array.isArray(field.initial) ? field.initial.join('\n') : String(field.initial)
}

/** The records of the case, each to be marked: documents that were issued, and files given with the application. */
function RecordFields({ v, field, values, errors, file }: ActFieldProps) {
  const error = errors.find((e) => e.field === field.name)
  const records = [
    ...file.documents.map((d) => ({
      name: `documents.${d.documentId}`,
      label: [say(v, documentName(d.kind)), d.number ?? ''].filter(Boolean).join(' '),
    })),
    ...file.attachments.map((a) => ({ name: `files.${a.file.fileId}`, label: a.file.name })),
  ]
  return (
    <Group v={v} name={field.name} label={say(v, field.label)} error={error?.text}>
      {records.map(({ name, label }) => (
        <Checkbox key={name} v={v} name={name} label={label} value={values[name] ?? ''} />
      ))}
    </Group>
  )
}

/** Beside each answer a place for what is missing there; only what is filled in is sent. */
function RemarkFields({ v, field, values, errors, file, form }: ActFieldProps) {
  const t = v.t.case
  const error = errors.find((e) => e.field === field.name)
  const answers = new Map(
    file.application.shown.flatMap((p) => p.answers.map((a) => [a.name, a.answer] as const)),
  )
  const asked = allFields(form).filter((f) => isAsked(f, file.application.data))
  return (
    <Group v={v} name={field.name} label={say(v, field.label)} hint={t.file.chooseNone} error={error?.text}>
      {asked.map((f) => {
        const name = `remarks.${f.name}`
        const answer = answers.get(f.name)
        const text = answer ? say(v, answer) : t.draft.notAnswered
        return (
          <Note key={f.name}>
            <TextArea
              v={v}
              name={name}
              label={say(v, f.label)}
              rows={2}
              value={values[name] ?? ''}
              error={errors.find((e) => e.field === name)?.text}
            >
              <Text small>
                {t.file.answer}:{' '}
                <strong>{/^\d{4}-\d{2}-\d{2}$/.test(text) ? dayShort(v, text) : text}</strong>{' '}
                {f.norm ? <Norm v={v} norm={f.norm} /> : null}
              </Text>
            </TextArea>
          </Note>
        )
      })}
    </Group>
  )
}

/** Check by check: does it conform, and how is that known. */
function FindingFields({ v, field, values, errors }: ActFieldProps) {
  const t = v.t.case
  return (
    <>
      {(field.checks ?? []).map((check) => {
        const name = `${field.name}.${check.id}`
        return (
          <Note key={check.id}>
            <Radios
              v={v}
              name={`${name}.result`}
              label={say(v, check.title)}
              error={errors.find((e) => e.field === `${name}.result`)?.text}
              value={values[`${name}.result`] ?? ''}
              inline={true}
              choices={Object.entries(t.results).map(([value, label]) => ({ value, label }))}
            >
              <Norm v={v} norm={check.norm} />
            </Radios>
            <TextArea
              v={v}
              name={`${name}.evidence`}
              label={t.findings.evidence}
              rows={2}
              value={values[`${name}.evidence`] ?? ''}
              error={errors.find((e) => e.field === `${name}.evidence`)?.text}
            />
          </Note>
        )
      })}
    </>
  )
}
