import type { VerificationView } from '../../cases/verification/check.ts'
import type { Field, FileRef, FormContext, FormData } from '../../forms/form.ts'
import { messageOf } from '../../forms/messages.ts'
import { signatureProblem } from '../../forms/signed.ts'
import { say, type View } from '../view.ts'
import { Checkbox, DateInput, type FieldError, Radios, Select, TextArea, TextInput } from './inputs.tsx'
import { Norm } from './parts.tsx'
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
            <div class="lieta-quote lieta-quote--warn" key={n}>
              <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">
                {v.t.case.draft.remark}
              </p>
              <p class="govuk-body lieta-prose">{text}</p>
            </div>
          ))}
          {field.norm ? (
            <p class="govuk-!-margin-top-0 govuk-!-margin-bottom-2">
              <Norm v={v} norm={field.norm} />
            </p>
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
  const describedby = [p.children ? `${p.name}-extra` : '', p.error ? `${p.name}-error` : '']
    .filter(Boolean)
    .join(' ')
  return (
    <div class={`govuk-form-group${p.error ? ' govuk-form-group--error' : ''}`}>
      <h2 class="govuk-heading-m govuk-!-margin-bottom-1">{p.label}</h2>
      {p.hint ? <p class="govuk-hint">{p.hint}</p> : null}
      {p.children ? <div id={`${p.name}-extra`}>{p.children}</div> : null}
      {files.length > 0 ? (
        <ul class="lieta-files" aria-label={`${t.files}: ${p.label}`}>
          {files.map((file) => (
            <li key={file.fileId}>
              <span>
                <a class="govuk-link" href={`/files/${file.fileId}`}>
                  {file.name}
                </a>{' '}
                <span class="lieta-muted">{v.t.size(file.size)}</span>
              </span>
              <button
                type="submit"
                class="lieta-linkish"
                name="_remove"
                value={`${p.name}:${file.fileId}`}
                aria-label={t.remove(file.name)}
              >
                {t.removeShort}
              </button>
              {verifications[file.fileId] ? (
                <FileVerdict v={v} found={verifications[file.fileId]!} problem={problem(file.fileId)} />
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <label class="govuk-label" for={p.name}>
        {files.length > 0 ? t.attachMore : t.attach}
        <span class="govuk-visually-hidden">: {p.label}</span>
      </label>
      {p.error ? (
        <p id={`${p.name}-error`} class="govuk-error-message">
          <span class="govuk-visually-hidden">{v.t.errorHidden}</span> {p.error}
        </p>
      ) : null}
      <input
        class={`govuk-file-upload${p.error ? ' govuk-file-upload--error' : ''}`}
        id={p.name}
        name={p.name}
        type="file"
        multiple
        {...(describedby ? { 'aria-describedby': describedby } : {})}
      />
      <div class="govuk-!-margin-top-3">
        <button
          type="submit"
          class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0"
          name="_stay"
          value={p.name}
        >
          {t.upload}
          <span class="govuk-visually-hidden">: {p.label}</span>
        </button>
      </div>
    </div>
  )
}
