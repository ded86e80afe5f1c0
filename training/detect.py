"""Trains the detector's weights: `python -m training.detect --data ../shared/data/detect`.

Labels of texts with several sentences stand on the whole text. Such a text has at least one sentence of its label, so
training alternates between picking the likeliest sentence of each positive text and fitting (the scheme of mi-SVM:
Andrews, Tsochantaridis, Hofmann 2003).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from pipeline.cues import plain
from pipeline.detect import load_language
from pipeline.grammar import read_grammar
from pipeline.surface import read_surface
from pipeline.wording import WordingTable
from training.examples import Example, comments, open_sets, sample_corpus, written_sentences
from training.fit import Fitted, TrainingSet, fit
from training.tone import learn_tone
from training.weights import write_weights

# Set by reading what is found in Reddit threads and by the sample: surer for pains, of which more are offered.
PAIN_THRESHOLD, WISH_THRESHOLD = 0.5, 0.4
# How much the contextual model counts in the log-odds; it was trained before (`training/contextual/`).
CONTEXT_SHARE = 0.5
# The same of the second opinion, whose verdict the rest hardly moves.
SECOND_SHARE = 0.85
# The screens only save the parser work: they may lose this share of what the models behind them would accept.
LOST_BY_SCREEN = 0.06


def main() -> None:
    arguments = _arguments()
    examples = [*written_sentences(), *sample_corpus(), *open_sets(arguments.data)]
    tone = learn_tone(comments(arguments.data))
    training_set = featurise(examples, tone)
    models = train(training_set)
    write_weights(models, tone, texts=len(examples))


def featurise(examples: Sequence[Example], tone: dict[str, dict[str, float]]) -> TrainingSet:
    """Compute surface and grammar of every sentence."""
    terms = sorted(set().union(*tone.values()))
    table = WordingTable(list(tone), {term: [column.get(term, 0.0) for column in tone.values()] for term in terms})
    places = [(number, sentence) for number, example in enumerate(examples) for sentence in example.sentences]
    sentences = [plain(sentence) for _, sentence in places]
    surface = [
        read_surface(sentence, table, to_maker=examples[number].to_maker)
        for (number, _), sentence in zip(places, sentences, strict=True)
    ]
    parses = load_language().pipe(sentence for _, sentence in places)
    grammar = [read_grammar(parse[:]) for parse in parses]
    return TrainingSet(list(examples), [number for number, _ in places], sentences, surface, grammar)


def train(training_set: TrainingSet) -> dict[str, Fitted]:
    """Fit the models, and the screens before them."""
    full = [surface | grammar for surface, grammar in zip(training_set.surface, training_set.grammar, strict=True)]
    models = {}
    for kind, threshold in (("pain", PAIN_THRESHOLD), ("wish", WISH_THRESHOLD)):
        labels = [getattr(example, kind) for example in training_set.examples]
        model = fit(training_set, full, labels, column=f"{kind}_words")
        screen = fit(training_set, training_set.surface, labels, column=f"screen_{kind}_words")
        first = model.joined_with(f"context_{kind}", CONTEXT_SHARE)
        models[kind] = first.with_threshold(threshold)
        models[f"second_{kind}"] = first.joined_with(f"second_{kind}", SECOND_SHARE).with_threshold(threshold)
        models[f"screen_{kind}"] = screen.with_threshold(
            screen.bar_that_keeps(model.accepts(threshold), LOST_BY_SCREEN)
        )
    return models


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with app_reviews_urr and goemotions_*")
    return parser.parse_args()


if __name__ == "__main__":
    main()
