import { inFile } from '../mutant.ts';

/** Telling the bridge. */
export const NUDGE = [
  ...inFile('classes/nudge/CoSellNudge.cls', [
    {
      from: ' &&\n      FeatureManagement.checkPermission(PERMISSION)',
      to: '',
      breaks: 'everybody who saves a deal starts a job',
    },
    {
      from: 'return !isEnqueued() &&\n      !isAsync &&',
      to: 'return !isEnqueued() &&',
      breaks: 'jobs of the customer lose their only slot to ours',
      judgement: {
        verdict: 'equivalent',
        why: 'CoSellRoom.forJob says no wherever only one job may be started',
      },
    },
    {
      from: 'jobsWithOurs != null && Limits.getQueueableJobs() >= jobsWithOurs',
      to: 'jobsWithOurs != null',
      breaks: 'after a bad row nobody is told, because the first attempt counts',
    },
    {
      from: 'return !isEnqueued() &&',
      to: 'return',
      breaks: 'a transaction starts a job for each chunk',
    },
    {
      from: 'chunkSize == FULL_CHUNK;',
      to: 'chunkSize > FULL_CHUNK;',
      breaks: 'the bridge is never told that there may be more',
    },
    {
      from: 'isFullChunkSeen = isFullChunkSeen || chunkSize',
      to: 'isFullChunkSeen = chunkSize',
      breaks: 'the rows that are saved again make the full chunk forgotten',
    },
    {
      from: 'if (CoSellFields.isCoSell(record)) {',
      to: 'if (record != null) {',
      breaks: 'every deleted deal is told, co-sell or not',
    },
    {
      from: 'new CoSellNudgeJob(ids, isFullChunkSeen)',
      to: 'new CoSellNudgeJob(ids, false)',
      breaks: 'the bridge is never told that there may be more',
    },
  ]),
  ...inFile('classes/nudge/CoSellNudgeJob.cls', [
    {
      from: '} catch (Exception unreachable) {',
      to: '} catch (CalloutException unreachable) {',
      breaks: "another failure of the call shows up in the customer's list of failed jobs",
    },
    {
      from: 'tellChanged(ids, more)',
      to: 'tellChanged(ids, !more)',
      breaks: 'small saves make the bridge look for more, large ones do not',
    },
  ]),
];
