import { runService } from '../service/program.ts';
import { groupware } from './site.ts';

runService(groupware);
