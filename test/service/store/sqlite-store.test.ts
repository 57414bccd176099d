import { openStore } from '../../../service/src/store/store.ts';
import { storeContract } from './contract.ts';

storeContract('the SQLite', (deps) => openStore({ file: ':memory:' }, deps));
