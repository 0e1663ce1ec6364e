package io.syncline.tests.histories;

/**
 * A deliberate bug: a place of the source, changed. What finds it is what the histories are worth.
 *
 * @param name for the table
 * @param bug what the changed code does wrong
 */
record Mutant(String name, String bug, Change change) {

    /**
     * A change of one place.
     *
     * @param file below the project's root
     * @param original a piece of the file that occurs once
     * @param changed what stands there instead
     */
    record Change(String file, String original, String changed) {

        /**
         * The file's text with the change in it.
         *
         * @throws IllegalStateException where its place is not there, or more than once
         */
        String in(String source) {
            int place = source.indexOf(original);
            if (place < 0 || source.indexOf(original, place + 1) >= 0) {
                throw new IllegalStateException("\"" + original + "\" is not in " + file + " once");
            }
            return source.substring(0, place) + changed + source.substring(place + original.length());
        }
    }
}
