import { webCrypto } from '../../src/lib/platform/webcrypto.ts';
import { cryptoContract } from './crypto.contract.ts';

cryptoContract('WebCrypto in a browser', webCrypto);
