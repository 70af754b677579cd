import { together } from '../setup/together.js';

together(__filename);
