package city.datastore.platform.datasets;

/** What is answered when it is asked whether a release may go on. */
enum StillAllowed {
    YES,
    NO,
    /** Neither could be found out, or not in time: nothing more leaves, as after a no. */
    IN_DOUBT
}
