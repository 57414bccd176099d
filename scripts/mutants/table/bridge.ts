import { inFile } from '../mutant.ts';

/** Calls to the bridge, and what becomes of their failures. */
export const BRIDGE = [
  ...inFile('classes/bridge/CoSellBridgeClient.cls', [
    {
      from: "    request.setHeader('X-Co-Sell-Org', UserInfo.getOrganizationId());\n",
      to: '',
      breaks: 'a refreshed sandbox talks to the bridge of production',
    },
    {
      from: "setHeader('X-Co-Sell-User', UserInfo.getUserId())",
      to: "setHeader('X-Co-Sell-User', UserInfo.getUserName())",
      breaks: 'the bridge learns the name of the user instead of the id',
    },
    {
      from: "'&after=' + EncodingUtil.urlEncode(after, 'UTF-8')",
      to: "'&after=' + after",
      breaks: 'the next page is asked for with a broken address',
    },
    {
      from: "'?after=' + EncodingUtil.urlEncode(after, 'UTF-8')",
      to: "'?after=' + after",
      breaks: 'the history is checked on from a broken address',
    },
    {
      from: "EncodingUtil.urlEncode(pairId, 'UTF-8')",
      to: 'pairId',
      breaks: 'an id with a slash asks for another address',
    },
    {
      from: "requestTo(OPERATIONS, 'POST', '/v1/operations/pairs/retry', TIMEOUT_MS)",
      to: "requestTo(RECORDS, 'POST', '/v1/operations/pairs/retry', TIMEOUT_MS)",
      breaks: 'any seller may retry everything',
    },
    {
      from: 'response.getStatusCode() >= 300',
      to: 'response.getStatusCode() >= 400',
      breaks: "a redirect to a sign-in page is taken for the bridge's answer",
    },
    {
      from: '? CoSellProblem.unreachable()\n      : CoSellProblem.mayNotOperate();',
      to: '? CoSellProblem.notPermitted()\n      : CoSellProblem.mayNotOperate();',
      breaks: 'a bridge that is down looks like a missing permission',
    },
    {
      from: "      request.setBody('{}');\n",
      to: '',
      breaks: 'a POST without a body is refused by proxies on the way',
    },
    {
      from: "'/preflight', TIMEOUT_MS",
      to: "'/sync', TIMEOUT_MS",
      breaks: 'asking what is missing shares the deal',
    },
  ]),
  ...inFile('classes/bridge/CoSellProblem.cls', [
    {
      from: "instanceof String && parsed.get('detail')",
      to: "instanceof String || parsed.get('detail')",
      breaks: 'half a problem is shown as one without a sentence',
    },
    {
      from: "        problem.fix = (String) parsed.get('fix');\n",
      to: '',
      breaks: 'nobody is told how to fix it',
    },
    {
      from: '    } catch (Exception noJson) {',
      to: '    } catch (JSONException noJson) {',
      breaks: 'a gateway that answers a list is an unexpected error',
    },
    {
      from: '    failure.setMessage(text);\n',
      to: '',
      breaks: 'components are told that a script has thrown an exception',
    },
  ]),
  ...inFile('classes/bridge/CoSellFailure.cls', [
    {
      from: 'failure instanceof QueryException || failure instanceof NoAccessException',
      to: 'failure instanceof NoAccessException',
      breaks: 'a missing permission is an unexpected error',
    },
    {
      from: 'if (failure instanceof JSONException) {',
      to: 'if (failure instanceof TypeException) {',
      breaks: 'a sign-in page instead of an answer is an unexpected error',
    },
    {
      from: 'failure.getNumDml() == 0',
      to: 'failure.getNumDml() < 0',
      breaks: 'a statement that was not permitted ends in an exception of the explanation',
    },
  ]),
  ...inFile('classes/operations/CoSellOperationsController.cls', [
    {
      from: 'getTroubledPairs(after));',
      to: 'getTroubledPairs(null));',
      breaks: 'More shows the first page again',
    },
    {
      from: 'if (!(parsed instanceof Map<String, Object>)) {',
      to: 'if (parsed == null) {',
      breaks: 'a list instead of an object is an unexpected error',
    },
    {
      from: 'retriedIn(new CoSellBridgeClient().retryPair(pairId))',
      to: 'retriedIn(new CoSellBridgeClient().retryAll())',
      breaks: 'retrying one pair retries all',
    },
  ]),
];
