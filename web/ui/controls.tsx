import type { ComponentChildren } from 'preact'
import { dayShort } from '../format.ts'
import type { View } from '../view.ts'
import { names } from './names.ts'

// What is filled in. The name of an input is also its id: the summary of errors links to it.

export interface FieldError {
  field: string
  text: string
}

export interface InputProps {
  v: View
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  value?: string
  /** Large label: the question is all that the page asks. */
  large?: boolean
  children?: ComponentChildren
}

const described = ({ name, hint, error, children }: InputProps): { 'aria-describedby'?: string } => {
  const list = [hint ? `${name}-hint` : '', children ? `${name}-extra` : '', error ? `${name}-error` : '']
  const by = list.filter(Boolean).join(' ')
  return by ? { 'aria-describedby': by } : {}
}

const groupOf = (error: string | undefined): string | undefined => names('field', error && 'field--wrong')

function Around({ p, children }: { p: InputProps; children: ComponentChildren }) {
  return (
    <div class={groupOf(p.error)}>
      <label class={names('label', p.large && 'label--large')} for={p.name}>
        {p.label}
      </label>
      <Beside p={p} />
      {children}
    </div>
  )
}

/** Hint, norm and error: between the label and the input. */
function Beside({ p }: { p: InputProps }) {
  return (
    <>
      {p.hint ? (
        <div id={`${p.name}-hint`} class="hint">
          {p.hint}
        </div>
      ) : null}
      {p.children ? <div id={`${p.name}-extra`}>{p.children}</div> : null}
      {p.error ? <ErrorText v={p.v} name={p.name} text={p.error} /> : null}
    </>
  )
}

function ErrorText({ v, name, text }: { v: View; name?: string; text: string }) {
  return (
    <p id={name ? `${name}-error` : undefined} class="error">
      <span class="hidden">{v.t.errorHidden}</span> {text}
    </p>
  )
}

export function TextInput(
  p: InputProps & { width?: number; inputmode?: 'numeric'; suffix?: string | undefined },
) {
  const input = (
    <input
      class={names('input', p.width !== undefined && `input--${p.width}`)}
      id={p.name}
      name={p.name}
      type="text"
      value={p.value ?? ''}
      {...(p.error ? { 'aria-invalid': 'true' as const } : {})}
      {...(p.inputmode ? { inputmode: p.inputmode } : {})}
      {...described(p)}
    />
  )
  return (
    <Around p={p}>
      {p.suffix ? (
        <div class="input-with-suffix">
          {input}
          <span aria-hidden="true">{p.suffix}</span>
        </div>
      ) : (
        input
      )}
    </Around>
  )
}

export function TextArea(p: InputProps & { rows?: number }) {
  return (
    <Around p={p}>
      <textarea
        class="input"
        id={p.name}
        name={p.name}
        rows={p.rows ?? 5}
        {...(p.error ? { 'aria-invalid': 'true' as const } : {})}
        {...described(p)}
      >
        {/* A leading line break would be eaten by the parser. */}
        {(p.value ?? '').startsWith('\n') ? `\n${p.value}` : (p.value ?? '')}
      </textarea>
    </Around>
  )
}

export interface Choice {
  value: string
  label: string
  hint?: string | undefined
}

function Fieldset({ p, children }: { p: InputProps; children: ComponentChildren }) {
  return (
    <div class={groupOf(p.error)}>
      <fieldset {...described(p)}>
        <legend class={names('label', p.large && 'label--large')}>{p.label}</legend>
        <Beside p={p} />
        {children}
      </fieldset>
    </div>
  )
}

/** Inputs that belong to one question, each with a label of its own. */
export function Group({ v, name, label, hint, error, children }: Omit<InputProps, 'value' | 'large'>) {
  return (
    <div class={groupOf(error)}>
      <fieldset id={name}>
        <legend class="label label--large">{label}</legend>
        {hint ? <p class="hint">{hint}</p> : null}
        {error ? <ErrorText v={v} text={error} /> : null}
        {children}
      </fieldset>
    </div>
  )
}

export function Radios(p: InputProps & { choices: Choice[]; inline?: boolean }) {
  return (
    <Fieldset p={p}>
      <div class={names('choices', p.inline && 'choices--inline')}>
        {p.choices.map((choice, n) => {
          const id = n === 0 ? p.name : `${p.name}-${n + 1}`
          return (
            <div class="choice" key={choice.value}>
              <input
                id={id}
                name={p.name}
                type="radio"
                value={choice.value}
                checked={p.value === choice.value}
                {...(choice.hint ? { 'aria-describedby': `${id}-item-hint` } : {})}
              />
              <label for={id}>{choice.label}</label>
              {choice.hint ? (
                <div id={`${id}-item-hint`} class="hint">
                  {choice.hint}
                </div>
              ) : null}
            </div>
          )
        })}
      </div>
    </Fieldset>
  )
}

export function Select(p: InputProps & { choices: Choice[]; empty: string }) {
  return (
    <Around p={p}>
      <select
        class="input input--select"
        id={p.name}
        name={p.name}
        {...(p.error ? { 'aria-invalid': 'true' as const } : {})}
        {...described(p)}
      >
        <option value="">{p.empty}</option>
        {p.choices.map((c) => (
          <option key={c.value} value={c.value} selected={p.value === c.value}>
            {c.label}
          </option>
        ))}
      </select>
    </Around>
  )
}

/** A choice within a row: its label is heard, not seen. */
export function RowSelect({
  id,
  name,
  label,
  choices,
  empty,
}: {
  id: string
  name: string
  label: string
  choices: Choice[]
  empty: string
}) {
  return (
    <>
      <label class="hidden" for={id}>
        {label}
      </label>
      <select class="input input--select input--row" id={id} name={name}>
        <option value="">{empty}</option>
        {choices.map((c) => (
          <option key={c.value} value={c.value}>
            {c.label}
          </option>
        ))}
      </select>
    </>
  )
}

export function Checkbox(p: InputProps) {
  return (
    <div class={groupOf(p.error)}>
      <Beside p={p} />
      <div class="choice">
        <input
          id={p.name}
          name={p.name}
          type="checkbox"
          value="true"
          checked={p.value === 'true'}
          {...described(p)}
        />
        <label for={p.name}>{p.label}</label>
      </div>
    </div>
  )
}

/** Day, month and year in three boxes, in the order of the language; `value` is what was entered, joined by '-'. */
export function DateInput(p: InputProps) {
  const [year = '', month = '', day = ''] = (p.value ?? '').split('-')
  const { t } = p.v
  const boxes = [
    ['day', t.date.day, day, 2],
    ['month', t.date.month, month, 2],
    ['year', t.date.year, year, 4],
  ] as const
  const hint = [p.hint, t.date.example(dayShort(p.v, p.v.today))].filter(Boolean).join(' ')
  return (
    <Fieldset p={{ ...p, hint }}>
      <div class="date-input">
        {boxes.map(([part, label, value, width], n) => (
          <div key={part}>
            <label for={n === 0 ? p.name : `${p.name}-${part}`}>{label}</label>
            <input
              class={`input input--${width}`}
              id={n === 0 ? p.name : `${p.name}-${part}`}
              name={`${p.name}-${part}`}
              type="text"
              inputmode="numeric"
              value={value}
              {...(p.error ? { 'aria-invalid': 'true' as const } : {})}
            />
          </div>
        ))}
      </div>
    </Fieldset>
  )
}

/** A file to be chosen; what else belongs to the question stands before it. */
export function FileInput({
  v,
  name,
  label,
  about,
  hint,
  error,
  multiple,
  extra,
}: {
  v: View
  name: string
  label: string
  /** Which question it belongs to, for those who hear it. */
  about?: string
  hint?: string
  error?: string | undefined
  multiple?: boolean
  /** The id of what else describes it. */
  extra?: string | undefined
}) {
  const by = [hint ? `${name}-hint` : '', extra ?? '', error ? `${name}-error` : ''].filter(Boolean).join(' ')
  return (
    <>
      <label class="label" for={name}>
        {label}
        {about ? <span class="hidden">: {about}</span> : null}
      </label>
      {hint ? (
        <div id={`${name}-hint`} class="hint">
          {hint}
        </div>
      ) : null}
      {error ? <ErrorText v={v} name={name} text={error} /> : null}
      <input
        class="file-input"
        id={name}
        name={name}
        type="file"
        multiple={multiple}
        {...(by ? { 'aria-describedby': by } : {})}
      />
    </>
  )
}

/** One question, whatever it is made of. */
export function FieldGroup({ error, children }: { error?: string | undefined; children: ComponentChildren }) {
  return <div class={groupOf(error)}>{children}</div>
}

/** What is wrong, in one place at the top, with a link to each input. */
export function ErrorSummary({
  v,
  errors,
  note,
  title,
}: {
  v: View
  /** `href` where the input stands on another page. */
  errors: (FieldError & { href?: string })[]
  note?: string
  title?: string
}) {
  if (errors.length === 0 && !note) return null
  return (
    <Alert title={title ?? v.t.errorSummary}>
      {note ? <p>{note}</p> : null}
      {errors.length > 0 ? (
        <ul class="list">
          {errors.map((e) => (
            <li key={e.field}>
              <a href={e.href ?? `#${e.field}`}>{e.text}</a>
            </li>
          ))}
        </ul>
      ) : null}
    </Alert>
  )
}

/** Why it was not done; where a person must look first. */
export function Alert({ title, children }: { title?: string; children: ComponentChildren }) {
  return (
    <div class="alert" tabindex={-1} data-error-summary>
      <div role="alert">
        {title ? <h2>{title}</h2> : null}
        {children}
      </div>
    </div>
  )
}
