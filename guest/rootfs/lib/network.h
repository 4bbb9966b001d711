/* SPDX-License-Identifier: MIT */
/* Network interfaces by netlink: the bridge box0, and for each container a veth pair, a cable with one plug in
   the container (eth0) and the other in the bridge. Messages for the kernel are built in one buffer and sent at once. */
#ifndef NETWORK_H
#define NETWORK_H

#include "kernel.h"
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>

enum { INTERFACE_UP = 1 /* IFF_UP */, LOOPBACK_INDEX = 1, ETH0_INDEX = 2, SUBNET_BITS = 16 };
static const unsigned char bridge_address[4] = { 172, 17, 0, 1 };

/* Messages waiting to be sent; `message` is the one being built. */
struct netlink {
    int socket, length;
    struct nlmsghdr *message;
    char buffer[1024] __attribute__((aligned(4)));
};

/* A socket belongs to the network namespace it was opened in, for good. */
static int netlink_open(struct netlink *n)
{
    n->length = 0;
    n->socket = my_syscall3(__NR_socket, 16 /* AF_NETLINK */, 3 /* SOCK_RAW */ | OPEN_CLOEXEC, NETLINK_ROUTE);
    return n->socket < 0 ? n->socket : 0;
}

/* Reserves room at the end of the message. */
static void *message_room(struct netlink *n, int size)
{
    void *room = n->buffer + n->length;
    memset(room, 0, NLMSG_ALIGN(size));
    n->length += NLMSG_ALIGN(size);
    n->message->nlmsg_len = n->buffer + n->length - (char *)n->message;
    return room;
}
static void *message_begin(struct netlink *n, int type, int flags, int body)
{
    n->message = (struct nlmsghdr *)(n->buffer + n->length);
    struct nlmsghdr *header = message_room(n, sizeof *header);
    header->nlmsg_type = type;
    header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
    return message_room(n, body);
}
static struct rtattr *attribute(struct netlink *n, int type, const void *data, int size)
{
    struct rtattr *a = message_room(n, RTA_LENGTH(size));
    a->rta_type = type;
    a->rta_len = RTA_LENGTH(size);
    if (size)
        memcpy(RTA_DATA(a), data, size);
    return a;
}
static void attribute_text(struct netlink *n, int type, const char *text) { attribute(n, type, text, strlen(text) + 1); }
static void attribute_u32(struct netlink *n, int type, u32 value) { attribute(n, type, &value, sizeof value); }
/* Attributes nest: a parent's length is known when its children are written. */
static void attribute_close(struct netlink *n, struct rtattr *parent) { parent->rta_len = n->buffer + n->length - (char *)parent; }

/* Sends what was built and reads an acknowledgement per message; returns 0 or the first negative errno. */
static int netlink_send(struct netlink *n)
{
    int messages = 0, first_error = 0;
    for (int at = 0; at < n->length; messages++)
        at += NLMSG_ALIGN(((struct nlmsghdr *)(n->buffer + at))->nlmsg_len);
    int sent = my_syscall6(__NR_sendto, n->socket, n->buffer, n->length, 0, 0, 0);
    n->length = 0;
    if (sent < 0)
        return sent;
    while (messages > 0) {
        char reply[1024] __attribute__((aligned(4)));
        int size = my_syscall6(__NR_recvfrom, n->socket, reply, sizeof reply, 0, 0, 0);
        if (size <= 0)
            return size;
        for (struct nlmsghdr *h = (void *)reply; NLMSG_OK(h, (u32)size); h = NLMSG_NEXT(h, size), messages--) {
            struct nlmsgerr *answer = NLMSG_DATA(h);
            if (h->nlmsg_type == NLMSG_ERROR && answer->error && !first_error)
                first_error = answer->error;
        }
    }
    return first_error;
}

static void link_header(struct ifinfomsg *link, int index)
{
    link->ifi_index = index;
    link->ifi_flags = link->ifi_change = INTERFACE_UP;
}

static void add_address(struct netlink *n, int index, const unsigned char address[4])
{
    unsigned char broadcast[4] = { address[0], address[1], 255, 255 };
    struct ifaddrmsg *a = message_begin(n, RTM_NEWADDR, NLM_F_CREATE, sizeof *a);
    a->ifa_family = 2 /* AF_INET */;
    a->ifa_prefixlen = SUBNET_BITS;
    a->ifa_index = index;
    attribute(n, IFA_LOCAL, address, 4);
    attribute(n, IFA_ADDRESS, address, 4);
    attribute(n, IFA_BROADCAST, broadcast, 4);
}

/* Index of an interface of the host, or 0. */
static int interface_index(const char *name)
{
    char path[64], digits[16];
    const char *s = digits;
    read_file(join(path, sizeof path, "/sys/class/net/", name, "/ifindex"), digits, sizeof digits);
    return parse_u64(&s);
}

/* On the host: makes the bridge box0 with the address 172.17.0.1 unless it is there; returns its index or -errno. */
static int network_bridge(void)
{
    struct netlink n;
    int index = interface_index("box0"), error;
    if (index)
        return index;
    if ((error = netlink_open(&n)))
        return error;
    link_header(message_begin(&n, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof(struct ifinfomsg)), 0);
    attribute_text(&n, IFLA_IFNAME, "box0");
    struct rtattr *info = attribute(&n, IFLA_LINKINFO, 0, 0);
    attribute_text(&n, IFLA_INFO_KIND, "bridge");
    attribute_close(&n, info);
    error = netlink_send(&n);
    index = interface_index("box0");
    if (index) {
        link_header(message_begin(&n, RTM_NEWLINK, 0, sizeof(struct ifinfomsg)), LOOPBACK_INDEX);
        add_address(&n, index, bridge_address);
        netlink_send(&n);
    }
    close(n.socket);
    return index ? index : error;
}

/* One message for both ends of the cable: `name` in the bridge here, eth0 in the namespace of process `pid`. */
static int network_plug_in(struct netlink *host, const char *name, int bridge, int pid)
{
    link_header(message_begin(host, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, sizeof(struct ifinfomsg)), 0);
    attribute_text(host, IFLA_IFNAME, name);
    attribute_u32(host, IFLA_MASTER, bridge);
    struct rtattr *info = attribute(host, IFLA_LINKINFO, 0, 0);
    attribute_text(host, IFLA_INFO_KIND, "veth");
    struct rtattr *data = attribute(host, IFLA_INFO_DATA, 0, 0);
    struct rtattr *peer = attribute(host, VETH_INFO_PEER, 0, 0);
    struct ifinfomsg *eth0 = message_room(host, sizeof *eth0);
    eth0->ifi_index = ETH0_INDEX;
    attribute_text(host, IFLA_IFNAME, "eth0");
    attribute_u32(host, IFLA_NET_NS_PID, pid);
    attribute_close(host, peer);
    attribute_close(host, data);
    attribute_close(host, info);
    return netlink_send(host);
}

static void network_unplug(const char *name)
{
    struct netlink n;
    if (netlink_open(&n))
        return;
    message_begin(&n, RTM_DELLINK, 0, sizeof(struct ifinfomsg));
    attribute_text(&n, IFLA_IFNAME, name);
    netlink_send(&n);
    close(n.socket);
}

/* In the container: loopback and eth0 up, an address for eth0, and the bridge as the way out. */
static int network_configure(const unsigned char address[4])
{
    struct netlink n;
    int error = netlink_open(&n);
    if (error)
        return error;
    link_header(message_begin(&n, RTM_NEWLINK, 0, sizeof(struct ifinfomsg)), LOOPBACK_INDEX);
    link_header(message_begin(&n, RTM_NEWLINK, 0, sizeof(struct ifinfomsg)), ETH0_INDEX);
    add_address(&n, ETH0_INDEX, address);
    struct rtmsg *route = message_begin(&n, RTM_NEWROUTE, NLM_F_CREATE, sizeof *route);
    route->rtm_family = 2 /* AF_INET */;
    route->rtm_table = RT_TABLE_MAIN;
    route->rtm_protocol = RTPROT_BOOT;
    route->rtm_type = RTN_UNICAST;
    attribute(&n, RTA_GATEWAY, bridge_address, 4);
    error = netlink_send(&n);
    close(n.socket);
    return error;
}

#endif
