// Where there is no document, as while a page is rendered on a server, there are no elements: their
// tags are written out like any others, and come to life in the browser.

export const RekeyForgotPasswordElement = undefined;
export const RekeyNewPasswordElement = undefined;
