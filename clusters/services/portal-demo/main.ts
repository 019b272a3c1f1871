import { runService } from '../service/program.ts';
import { portal } from './site.ts';

runService(portal);
