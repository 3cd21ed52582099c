import type { VerificationView } from '../../cases/verification/check.ts'
import type { Field, FileRef, FormContext, FormData } from '../../forms/form.ts'
import { messageOf } from '../../forms/messages.ts'
import { signatureProblem } from '../../forms/signed.ts'
import {
  Button,
  Checkbox,
  DateInput,
  Entries,
  type FieldError,
  FieldGroup,
  FileInput,
  Heading,
  Hidden,
  Hint,
  Link,
  Muted,
  Note,
  PlainButton,
  Radios,
  Select,
  Text,
  TextArea,
  TextInput,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { Norm } from './norm.tsx'
import { FileVerdict } from './verification.tsx'

export interface QuestionProps {
  v: View
  field: Field
  data: FormData
  context: FormContext
  /** What was found on the signatures of the files attached, by file id. */
  verifications: Record<string, VerificationView>
  errors: FieldError[]
  /** What the inspector said about this field. */
  remarks: string[]
  large?: boolean
}

/** One question of a form, whatever its kind, with its norm, the inspector's remarks and what is wrong. */
export function Question(props: QuestionProps) {
  const { v, field, data, errors, remarks, large } = props
  const given = data[field.name]
  const value = given === undefined || given === null ? '' : String(given)
  const p = {
    v,
    name: field.name,
    label: say(v, field.label),
    hint: field.hint ? say(v, field.hint) : undefined,
    error: errors.find((e) => e.field === field.name)?.text,
    value,
    large: large ?? false,
    children:
      field.norm || remarks.length > 0 ? (
        <>
          {remarks.map((text, n) => (
            <Note tone="now" key={n}>
              <Text strong tight>
                {v.t.case.draft.remark}
              </Text>
              <Text prose>{text}</Text>
            </Note>
          ))}
          {field.norm ? (
            <Text>
              <Norm v={v} norm={field.norm} />
            </Text>
          ) : null}
        </>
      ) : null,
  }
  const choices =
    field.options === 'institution-sites'
      ? props.context.sites.map((site) => ({ value: site, label: site }))
      : (field.options ?? []).map((o) => ({
          value: o.value,
          label: say(v, o.label),
          hint: o.hint ? say(v, o.hint) : undefined,
        }))
  switch (field.widget) {
    case 'textarea':
      return <TextArea {...p} rows={field.rows ?? 5} />
    case 'radios':
      return <Radios {...p} choices={choices} />
    case 'select':
      return <Select {...p} choices={choices} empty="" />
    case 'date':
      return <DateInput {...p} />
    case 'number':
      return (
        <TextInput
          {...p}
          width={4}
          inputmode="numeric"
          suffix={field.suffix ? say(v, field.suffix) : undefined}
        />
      )
    case 'checkbox':
      return <Checkbox {...p} />
    case 'file':
      return <Files {...props} p={p} files={Array.isArray(given) ? (given as FileRef[]) : []} />
    default:
      return <TextInput {...p} />
  }
}

interface FilesProps extends QuestionProps {
  p: Parameters<typeof TextInput>[0]
  files: FileRef[]
}

/** The files attached so far, each with a button to take it away, and the way to attach another. */
function Files({ v, p, files, field, context, verifications }: FilesProps) {
  const t = v.t.case.draft
  const problem = (fileId: string) => {
    const code =
      field.signed && signatureProblem(field.signed, context.files?.[fileId], context.applicationHash)
    return code ? messageOf(code) : undefined
  }
  return (
    <FieldGroup error={p.error}>
      <Heading>{p.label}</Heading>
      {p.hint ? <Hint>{p.hint}</Hint> : null}
      {p.children ? <div id={`${p.name}-extra`}>{p.children}</div> : null}
      {files.length > 0 ? (
        <Entries label={`${t.files}: ${p.label}`}>
          {files.map((file) => (
            <li key={file.fileId}>
              <span>
                <Link href={`/files/${file.fileId}`}>{file.name}</Link> <Muted>{v.t.size(file.size)}</Muted>
              </span>
              <PlainButton name="_remove" value={`${p.name}:${file.fileId}`} label={t.remove(file.name)}>
                {t.removeShort}
              </PlainButton>
              {verifications[file.fileId] ? (
                <FileVerdict v={v} found={verifications[file.fileId]!} problem={problem(file.fileId)} />
              ) : null}
            </li>
          ))}
        </Entries>
      ) : null}
      <FileInput
        v={v}
        name={p.name}
        label={files.length > 0 ? t.attachMore : t.attach}
        about={p.label}
        error={p.error}
        multiple={true}
        extra={p.children ? `${p.name}-extra` : undefined}
      />

      <Button kind="secondary" name="_stay" value={p.name}>
        {t.upload}
        <Hidden>: {p.label}</Hidden>
      </Button>
    </FieldGroup>
  )
}
