package io.wandb4j.query;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Goes through a long list that the server hands out in pages, asking for a page when it is needed. */
final class PageIterator<T> implements Iterator<T> {
    private final Source<T> source;
    private Iterator<T> items = List.<T>of().iterator();
    private @Nullable String cursor;
    private boolean ended;

    private PageIterator(Source<T> source) {
        this.source = source;
    }

    /** A piece of the list.
     *
     * @param next where the next piece begins, null at the end */
    record Page<T>(List<T> items, @Nullable String next) {}

    /** Asks for the piece that begins at the cursor, or the first one if it is null. */
    interface Source<T> {
        Page<T> page(@Nullable String cursor);
    }

    static <T> Stream<T> stream(Source<T> source) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new PageIterator<>(source), Spliterator.ORDERED), false);
    }

    @Override
    public boolean hasNext() {
        while (!items.hasNext() && !ended) {
            Page<T> page = source.page(cursor);
            items = page.items().iterator();
            cursor = page.next();
            ended = cursor == null;
        }
        return items.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return items.next();
    }
}
