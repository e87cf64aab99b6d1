package dev.countersign.signing;

import java.util.List;

/** One plain English word for each byte, so that two people can compare digests on the telephone. */
final class DigestWords {
    private static final List<String> WORDS = List.of("""
            acid acorn actor adult agent alarm album alley amber anchor angle apple apron arch arrow atlas
            attic autumn badge baker bamboo banjo barn basil basket beach beaver bell bench berry birch bishop
            blanket bottle branch brass bread brick bridge bronze bucket button cabin cactus camel candle canoe canyon
            carbon carpet castle cedar cello chalk cherry chess circus citrus clay clock cloud clover cobalt coffee
            comet copper coral cotton cousin crater cricket crown crystal curtain dagger daisy dancer delta desert diamond
            dinner doctor dolphin donkey dragon drum eagle earth easel echo elbow ember engine falcon farmer feather
            fern ferry fiddle finger flame flute forest fossil fox frost galaxy garden garlic gazelle ginger glacier
            glove goblet golf granite grape gravel guitar hammer harbor harp hazel helmet heron hockey honey horizon
            hotel icicle igloo island ivory jacket jaguar jasmine jelly jewel jungle kayak kernel kettle kitten ladder
            lagoon lantern laurel lemon leopard lilac linen lizard lobster lotus lunar magnet mango maple marble meadow
            melon meteor mirror mitten monkey mosaic motor museum mustard nectar needle nickel nutmeg oasis ocean olive
            onion opera orange orbit orchid otter oyster paddle palace panda paper parrot pebble pelican pencil pepper
            piano pigeon pilot pirate planet plum pocket pony poplar potato prairie prism puzzle quartz rabbit radar
            raven ribbon river robin rocket rubber saddle salmon satin scarf shadow shovel silver sketch spider sponge
            spruce squid statue stone summer sunset swan table tailor temple thunder ticket tiger timber toast tomato
            topaz tower trumpet tulip tunnel turtle umbrella valley velvet violin walnut walrus wagon willow window zebra
            """.strip().split("\\s+"));

    private DigestWords() {}

    static String of(byte value) {
        return WORDS.get(value & 0xff);
    }
}
