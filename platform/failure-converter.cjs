// Loaded by path, by the SDK on this side and by the bundler of workflow code on the other: plain CommonJS suits both.
const { DefaultFailureConverter } = require('@temporalio/common')

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true })
