import { api, LightningElement, wire } from 'lwc';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import { refreshApex } from '@salesforce/apex';
import getSolutions from '@salesforce/apex/CoSellCardController.getSolutions';
import saveSolutions from '@salesforce/apex/CoSellCardController.saveSolutions';
import searchCatalogue from '@salesforce/apex/CoSellCardController.searchCatalogue';
import { after } from 'c/coSellClock';
import { format } from 'c/coSellFormat';
import { labels } from 'c/coSellLabels';
import {
  addSolution,
  changeSolution,
  MOST,
  problemOf,
  removeSolution,
  typedSolution,
} from './solutionSet';

/** Long enough for a word, short enough not to wait for. */
const TYPING_MS = 300;

const NUMBER = { type: 'number', step: '0.01', min: '0' };
const AMOUNTS = [
  { name: 'quantity', label: labels.solutionQuantity, ...NUMBER },
  { name: 'price', label: labels.solutionPrice, ...NUMBER },
  { name: 'currencyCode', label: labels.solutionCurrency, type: 'text', maxLength: 3 },
];

/** Searches the catalogue and edits the whole set of a deal. Made only when it is opened: its wires are calls. */
export default class CoSellSolutionsEditor extends LightningElement {
  @api recordId;
  @api isShared = false;

  labels = labels;
  term = '';
  /** What the deal had when it was opened: the difference is what is saved. */
  shown;
  chosen;
  found;
  error;
  isSaving = false;
  said = '';
  wired;
  stopTyping = () => {};
  isFocused = false;
  /** Nobody is told of a mistake while still typing. */
  wasTried = false;
  wantsBadInput = false;

  @wire(getSolutions, { recordId: '$recordId' })
  showSolutions(result) {
    this.wired = result;
    // Copies: what a wire hands out cannot be changed, and goes back to Apex.
    if (result.data) {
      this.shown = result.data.map((solution) => ({ ...solution }));
      this.chosen = this.shown;
    }
    if (result.error) this.error = result.error;
  }

  @wire(searchCatalogue, { term: '$term' })
  showFound({ data, error }) {
    if (data) this.found = data;
    if (error) this.error = error;
  }

  disconnectedCallback() {
    this.stopTyping();
  }

  renderedCallback() {
    if (this.wantsBadInput) {
      this.wantsBadInput = false;
      this.template.querySelector('lightning-input[data-bad]')?.focus();
    }
    if (this.isFocused) return;
    this.isFocused = true;
    this.template.querySelector('h4').focus();
  }

  /** Something was chosen or removed that is not saved yet. */
  @api
  get hasUnsaved() {
    return this.chosen !== this.shown;
  }

  get isLoading() {
    return !this.chosen && !this.error;
  }

  /** Nothing can be saved before it was read. */
  get saveLabel() {
    return this.chosen ? labels.save : undefined;
  }

  get chosenRows() {
    return this.chosen.map((solution) => {
      const problem = this.wasTried ? problemOf(solution) : null;
      return {
        ...solution,
        remove: format(labels.solutionRemove, solution.name),
        problem: problem && labels[problem.label],
        amounts: AMOUNTS.map((amount) => ({
          ...amount,
          value: solution[amount.name],
          isBad: amount.name === problem?.field || undefined,
        })),
      };
    });
  }

  /** What is chosen already is not offered again. */
  get offers() {
    const ids = new Set((this.chosen ?? []).map(({ solutionId }) => solutionId));
    return (this.found ?? [])
      .filter(({ solutionId }) => !ids.has(solutionId))
      .map((entry) => ({ ...entry, add: format(labels.solutionAdd, entry.name) }));
  }

  get hasNoOffers() {
    return Boolean(this.found) && this.offers.length === 0;
  }

  get hasNoneChosen() {
    return this.chosen.length === 0;
  }

  /** Taken away here, the last one would stay at Microsoft. */
  get lacksOne() {
    return this.isShared && this.shown.length > 0 && this.hasNoneChosen;
  }

  get cannotSave() {
    return this.isSaving || (Boolean(this.chosen) && this.lacksOne);
  }

  get isFull() {
    return this.chosen.length >= MOST;
  }

  handleTerm({ detail }) {
    this.stopTyping();
    this.stopTyping = after(TYPING_MS, () => {
      this.term = detail.value.trim();
    });
  }

  handleAdd(event) {
    const entry = this.found.find(({ solutionId }) => solutionId === event.currentTarget.value);
    this.chosen = addSolution(this.chosen, entry);
    this.said = format(labels.solutionAdded, entry.name);
  }

  handleRemove(event) {
    const { value } = event.currentTarget;
    const { name } = this.chosen.find(({ solutionId }) => solutionId === value);
    this.chosen = removeSolution(this.chosen, value);
    this.said = format(labels.solutionRemoved, name);
  }

  handleAmount({ currentTarget, detail }) {
    const { name, dataset } = currentTarget;
    this.chosen = changeSolution(this.chosen, dataset.solution, { [name]: detail.value });
  }

  handleSave() {
    return this.save();
  }

  /** Whether it was saved; why not is shown. */
  @api
  async save() {
    this.wasTried = true;
    if (this.chosen?.some(problemOf)) {
      this.wantsBadInput = true;
      // Tried before, nothing is drawn anew.
      this.chosen = [...this.chosen];
      return false;
    }
    this.isSaving = true;
    this.error = undefined;
    try {
      const { recordId, shown } = this;
      const solutions = this.chosen.map(typedSolution);
      await saveSolutions({ recordId, solutions, shown });
      await this.refresh();
      this.close(solutions);
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.isSaving = false;
    }
  }

  /** The trigger has marked the record, so the card around this one has news too. */
  async refresh() {
    try {
      await refreshApex(this.wired);
      await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
    } catch {
      // It was saved; what is shown comes with the next look.
    }
  }

  handleKey(event) {
    if (event.key === 'Escape') this.close();
  }

  handleCancel() {
    this.close();
  }

  /** @param saved the set that was saved, if it was */
  close(saved) {
    this.dispatchEvent(new CustomEvent('close', { detail: { saved } }));
  }
}
