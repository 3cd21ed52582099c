import type { SessionTexts } from './session-lv.ts'

export const sessionEn: SessionTexts = {
  title: 'My sessions',
  lead: 'Where you are signed in now. If you do not recognise one, end it and tell the Service.',
  here: 'this session',
  signedIn: 'Signed in',
  seen: 'Last action',
  where: 'Browser',
  level: 'Level of sign-in',
  levels: { low: 'low', substantial: 'substantial', high: 'high' },
  noLevel: 'not known',
  unknownAgent: 'not known',
  end: 'End',
  endOne: (when) => `End the session begun ${when}`,
  endAll: 'Sign out everywhere',
  endAllHint: 'Ends all your sessions, this one too. You must sign in again afterwards.',
  ended: 'The session has been ended.',
  endedAll: 'All your sessions have been ended.',
  limits: (minutes, hours) =>
    `A session ends when nothing is done for ${minutes} minutes, and at the latest ${hours} hours after signing in.`,
  endsAt: (time) => `If nothing is done, the session ends at ${time}.`,
  warningTitle: 'The session ends soon',
  warning: 'You have done nothing for a while. What you wrote will not be lost; to go on working, stay.',
  warningLast:
    'The session ends soon and cannot be extended. Save what you wrote; if you do not manage, it will be offered to you after signing in.',
  stay: 'Stay',
  stayed: 'The session was extended.',
  heldTitle: 'What you wrote is kept',
  heldSession:
    'The session ended while you were writing, so what you sent has not been taken yet. Check it and send it again.',
  heldStepUp: 'This needed a new sign-in, so it has not been done yet. Check and confirm it.',
  heldText:
    'The text held characters that cannot be taken. Below they are removed: check that the text is as you want it and send it again.',
  heldToken:
    'The page was opened before you signed in anew, so what you sent has not been taken yet. Check it and send it again.',
  heldFields: 'What you will send',
  heldNoFiles: 'Files are not kept: attach them again.',
  heldSend: 'Send',
  heldDrop: 'Do not send',
  heldNone: 'Nothing waits to be sent.',
  dropped: 'What you wrote was thrown away.',
  again: 'Sign in again',
  withheld: (roles) =>
    `You are signed in at a level that does not suffice for these roles: ${roles}. Sign in with a means of a higher level.`,
  lookalikes: (words) =>
    `These words hold letters of another alphabet that look like Latin ones: ${words}. Check that they are written correctly.`,
  oddLetters: 'Letters of another alphabet',
  oddWord: (word, letters) => `“${word}”: ${letters}`,
  scripts: {
    cyrillic: 'Cyrillic',
    greek: 'Greek',
    armenian: 'Armenian',
    cherokee: 'Cherokee',
    other: 'another alphabet',
    styled: 'an unusual form of the letter',
  },
}
