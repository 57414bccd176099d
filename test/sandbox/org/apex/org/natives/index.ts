/** Platform types that need an org; reading a file defines its types. */
import './dml-exceptions.ts';
import './dml-results.ts';
import './database.ts';
import './schema.ts';
import './describe-object.ts';
import './describe-field.ts';
import './async.ts';
import './test.ts';
import './users.ts';
import './http.ts';
import './rest.ts';
import './messaging.ts';
