import { configureGlobal } from 'fast-check';

// Random tests draw the same numbers in every run, so that a failure can be repeated. EQL_SEED explores others.
configureGlobal({ seed: Number(process.env['EQL_SEED'] ?? 20_260_101) });
