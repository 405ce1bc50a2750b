package org.kata.driver;

/** Makes what a declared type wants of what a test gave. */
interface Converter {
    /** The Java value. */
    Object convert(Object given, Conversion conversion) throws Mismatch;
}
